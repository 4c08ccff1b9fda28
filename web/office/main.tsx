// The office face starts here: staff sign in, and the kitchen has its screen.
import { render } from 'preact';
import '../kit/styles/kit.scss';
import './office.scss';
import './print.scss';
import { LanguageProvider, rememberedLanguage } from '../kit/language.tsx';
import { App } from './app.tsx';
import { messagesOf } from './texts.ts';

const root = document.getElementById('face');
const language = rememberedLanguage();
const messages = await messagesOf(language);
if (root !== null) {
  render(
    <LanguageProvider language={language} messages={messages} messagesOf={messagesOf}>
      <App />
    </LanguageProvider>,
    root,
  );
}
