// Which passwords may be chosen: long enough, not the login, not one that everybody tries first.
import type { Refused } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Accepted } from '#ground/refusal.ts';

export type PasswordRefusal = 'password-too-short' | 'password-too-common' | 'password-is-login';

/** In characters, as a person counts them; longer ones than the maximum are refused by the contract. */
export const passwordLengthMin = 10;
export const passwordLengthMax = 200;

/**
 * No rules on which characters (NIST SP 800-63B section 3.1.1.2): length counts, and that it is not the first
 * guess. A common word stays common with digits and signs around it.
 */
export function decidePassword(
  password: string,
  login: string,
): Accepted<undefined> | Refused<PasswordRefusal> {
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...plain].length < passwordLengthMin) {
    return refuse('password-too-short', { lengthMin: passwordLengthMin });
  }
  const [own, letters] = [login.toLowerCase(), lettersOf(plain)];
  if (plain === own || (letters !== '' && letters === lettersOf(own)))
    return refuse('password-is-login');
  return isCommon(plain) ? refuse('password-too-common') : accept(undefined);
}

function isCommon(plain: string): boolean {
  if (new Set(plain).size < 4) return true;
  if (sequences.some((sequence) => sequence.includes(plain))) return true;
  const letters = lettersOf(plain);
  return commonWords.some((word) => letters === word || letters === word + word);
}

/** "P4ssw0rd-2026!" is "password": digits that stand for letters are read as letters only between letters. */
function lettersOf(plain: string): string {
  return plain
    .replaceAll(/[^a-z]+$|^[^a-z]+/g, '')
    .replaceAll(/[^a-z]/g, (sign) => lookAlikes[sign] ?? '');
}

const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

const rows = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
];
const sequences = rows.flatMap((row) => {
  const twice = row + row + row;
  return [twice, [...twice].toReversed().join('')];
});

/** From published lists of leaked passwords, Italian and English, and the words of this very service. */
const commonWords = (
  'password passwort parola parolachiave pass qwerty qwertyuiop azerty admin amministratore administrator root ' +
  'welcome benvenuto benvenuta ciao ciaociao buongiorno buonasera amore amoremio amoremioti tiamo teamo iloveyou ' +
  'mamma papa mammapapa mammina bambino bambina principessa principe cucciolo cucciola tesoro stella stellina angelo ' +
  'juventus juve forzajuve inter forzainter internazionale milan forzamilan napoli forzanapoli roma forzaroma lazio ' +
  'forzalazio fiorentina torino atalanta ferrari valentino italia forzaitalia sicilia sardegna milano ' +
  'francesco francesca alessandro alessandra andrea giuseppe giuseppina antonio antonella giovanni giovanna martina ' +
  'giulia sofia aurora matteo lorenzo leonardo riccardo gabriele federico federica valentina stefano stefania ' +
  'roberto roberta alberto salvatore vincenzo domenico michele simone davide daniele daniela chiara elisa ' +
  'superman batman pokemon dragon monkey football sunshine princess letmein trustno shadow master secret segreto ' +
  'segreta changeme cambiami cambiala default test testtest prova provaprova utente user guest ospite ' +
  'mensa mensascolastica mensascuola scuola scuolamensa refettorio refezione refezionescolastica pasto pasti ' +
  'comune municipio genitore genitori famiglia figlio figlia figli lamiapassword miapassword'
).split(' ');
