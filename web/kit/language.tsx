// The language of the page: Italian travels with it, any other is fetched when chosen.
import { createContext } from 'preact';
import type { ComponentChildren, JSX } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import { say } from '#ground/sentence.ts';
import type { Language, Messages, SentenceValues } from '#ground/sentence.ts';
import type it from './texts/it.json';

export type KitKey = keyof typeof it;
export type Say<Key extends string> = (key: Key, values?: SentenceValues) => string;

export interface Spoken<Key extends string> {
  readonly language: Language;
  readonly say: Say<Key>;
  choose(language: Language): Promise<void>;
}

/** Where the messages of each language come from. */
export type MessagesOf = (language: Language) => Promise<Messages>;

interface LanguageState {
  readonly language: Language;
  readonly messages: Messages;
  choose(language: Language): Promise<void>;
}

const LanguageContext = createContext<LanguageState>({
  language: 'it',
  messages: {},
  choose: async () => {},
});
const storageKey = 'language';

/** The language chosen on this device; Italian until somebody chooses. */
export function rememberedLanguage(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'it';
}

export function LanguageProvider(props: {
  readonly language: Language;
  readonly messages: Messages;
  readonly messagesOf: MessagesOf;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { messagesOf } = props;
  const [spoken, setSpoken] = useState({ language: props.language, messages: props.messages });
  document.documentElement.lang = spoken.language;
  const state = useMemo(
    () => ({
      ...spoken,
      async choose(language: Language) {
        const messages = await messagesOf(language);
        localStorage.setItem(storageKey, language);
        setSpoken({ language, messages });
      },
    }),
    [spoken, messagesOf],
  );
  return <LanguageContext.Provider value={state}>{props.children}</LanguageContext.Provider>;
}

/** The sentences of the kit; a face names its own keys: `useSpoken<PortalKey>()`. */
export function useSpoken<Key extends string = KitKey>(): Spoken<Key> {
  const { language, messages, choose } = useContext(LanguageContext);
  return { language, choose, say: (key, values) => say(messages, key, values, language) };
}

/** What a screen says that is fetched when somebody opens it: it brings its own sentences. */
export type ScreenSpoken<Key extends string> = Omit<Spoken<Key>, 'choose'>;

export function useScreenTexts<Key extends string>(
  words: Readonly<Record<Language, Readonly<Record<Key, string>>>>,
): ScreenSpoken<Key> {
  const { language } = useSpoken();
  return { language, say: (key, values) => say(words[language], key, values, language) };
}
