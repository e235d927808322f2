import type { Context } from './middleware.ts';

const en = {
  language: 'en',
  signIn: {
    title: 'Sign in',
    failedTitle: 'Error: sign in',
    email: 'E-mail',
    password: 'Password',
    action: 'Sign in',
    demo: 'Demo users on this machine',
    demoPassword: 'They share one password: the terminal that started Invigil shows it.',
    wrong: 'The e-mail or the password is wrong.',
    tooOften: (seconds: number) => `Too many attempts. Try again in ${String(seconds)} seconds.`,
  },
  toApp: 'Go to Invigil',
  messages: {
    foreignForm: { title: 'Sign-in refused', text: 'The form was not sent from this page.' },
    noForm: { title: 'Sign-in refused', text: 'What was sent is no form of this page.' },
    expired: { title: 'This page has expired', text: 'Sign in again from the app, in one window.' },
    unknownAddress: { title: 'Sign-out refused', text: 'The address to return to is not registered.' },
    unknownApp: { title: 'Sign-out refused', text: 'The app is not registered.' },
    signedOut: { title: 'Signed out', text: 'Your session has ended.' },
    failed: { title: 'Something went wrong', text: 'The sign-in could not go on. Try again from the app.' },
    notFound: { title: 'Not found', text: 'There is no such page.' },
    refused: { title: 'Sign-in failed', text: 'The issuer says:' },
  },
};

/** What the issuer's pages say. */
export type IssuerTexts = typeof en;
export type MessageName = keyof IssuerTexts['messages'];

const de: IssuerTexts = {
  language: 'de',
  signIn: {
    title: 'Anmelden',
    failedTitle: 'Fehler: Anmelden',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    action: 'Anmelden',
    demo: 'Demokonten auf diesem Rechner',
    demoPassword: 'Sie haben ein gemeinsames Passwort: Das Terminal, in dem Invigil gestartet wurde, zeigt es.',
    wrong: 'Die E-Mail-Adresse oder das Passwort ist falsch.',
    tooOften: (seconds) => `Zu viele Versuche. Versuchen Sie es in ${String(seconds)} Sekunden noch einmal.`,
  },
  toApp: 'Zu Invigil',
  messages: {
    foreignForm: { title: 'Anmeldung abgelehnt', text: 'Das Formular wurde nicht von dieser Seite gesendet.' },
    noForm: { title: 'Anmeldung abgelehnt', text: 'Was gesendet wurde, ist kein Formular dieser Seite.' },
    expired: { title: 'Diese Seite ist abgelaufen', text: 'Melden Sie sich von der App aus noch einmal an, in einem einzigen Fenster.' },
    unknownAddress: { title: 'Abmeldung abgelehnt', text: 'Die Adresse für die Rückkehr ist nicht registriert.' },
    unknownApp: { title: 'Abmeldung abgelehnt', text: 'Die App ist nicht registriert.' },
    signedOut: { title: 'Abgemeldet', text: 'Ihre Anmeldung ist beendet.' },
    failed: { title: 'Etwas ist schiefgegangen', text: 'Die Anmeldung konnte nicht fortgesetzt werden. Versuchen Sie es von der App aus noch einmal.' },
    notFound: { title: 'Nicht gefunden', text: 'Diese Seite gibt es nicht.' },
    refused: { title: 'Die Anmeldung hat nicht geklappt', text: 'Der Anmeldedienst sagt:' },
  },
};

const es: IssuerTexts = {
  language: 'es',
  signIn: {
    title: 'Iniciar sesión',
    failedTitle: 'Error: iniciar sesión',
    email: 'Correo electrónico',
    password: 'Contraseña',
    action: 'Iniciar sesión',
    demo: 'Cuentas de demostración de este equipo',
    demoPassword: 'Comparten una contraseña: la muestra el terminal en el que se inició Invigil.',
    wrong: 'El correo electrónico o la contraseña no son correctos.',
    tooOften: (seconds) => `Demasiados intentos. Inténtelo de nuevo en ${String(seconds)} segundos.`,
  },
  toApp: 'Ir a Invigil',
  messages: {
    foreignForm: { title: 'Inicio de sesión rechazado', text: 'El formulario no se envió desde esta página.' },
    noForm: { title: 'Inicio de sesión rechazado', text: 'Lo enviado no es un formulario de esta página.' },
    expired: { title: 'Esta página ha caducado', text: 'Inicie sesión de nuevo desde la aplicación, en una sola ventana.' },
    unknownAddress: { title: 'Cierre de sesión rechazado', text: 'La dirección de retorno no está registrada.' },
    unknownApp: { title: 'Cierre de sesión rechazado', text: 'La aplicación no está registrada.' },
    signedOut: { title: 'Sesión cerrada', text: 'Su sesión ha terminado.' },
    failed: { title: 'Algo ha fallado', text: 'No se pudo continuar con el inicio de sesión. Inténtelo de nuevo desde la aplicación.' },
    notFound: { title: 'No encontrado', text: 'No existe esa página.' },
    refused: { title: 'El inicio de sesión no funcionó', text: 'El servicio de inicio de sesión dice:' },
  },
};

const LANGUAGES = [en, de, es];

/**
 * In the first language that was asked for and that these pages speak, else in the browser's, else in English.
 *
 * @param wanted tags as `ui_locales` has them, the most wanted first, by spaces; OpenID Connect Core 3.1.2.1
 */
export function textsFor(context: Pick<Context, 'acceptsLanguages'>, wanted?: unknown): IssuerTexts {
  const asked = typeof wanted === 'string' ? wanted.split(' ').map((tag) => tag.split('-')[0]?.toLowerCase()) : [];
  const accepted = context.acceptsLanguages(LANGUAGES.map(({ language }) => language));
  for (const language of [...asked, accepted]) {
    const texts = LANGUAGES.find((known) => known.language === language);
    if (texts !== undefined) return texts;
  }
  return en;
}
