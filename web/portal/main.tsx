// The families' portal starts here.
import { render } from 'preact';
import '../kit/styles/kit.scss';
import '../kit/styles/month-grid.scss';
import './portal.scss';
import { LanguageProvider, rememberedLanguage } from '../kit/language.tsx';
import { askAhead } from '../kit/remote.ts';
import { App } from './app.tsx';
import { messagesOf } from './texts.ts';

// Oggi and Presenze both begin with today: it is asked for together with who is signed in, not after.
if (/^\/(presenze.*)?$/.test(location.pathname)) askAhead('/family/today');
const root = document.getElementById('face');
const language = rememberedLanguage();
const messages = await messagesOf(language);
if (root !== null) {
  // What index.html showed meanwhile.
  root.replaceChildren();
  render(
    <LanguageProvider language={language} messages={messages} messagesOf={messagesOf}>
      <App />
    </LanguageProvider>,
    root,
  );
}
