import type { enDesign } from './en-design.ts';

export const deDesign: Readonly<Record<keyof typeof enDesign, string>> = {
  'design.title': 'Wie Marquee gestaltet ist',
  'design.text':
    'Ein dunkler Saal und eine helle Leinwand: ruhige Flächen, eine Lampe, und die Filme bringen die Farbe.',
  'design.type': 'Schrift',
  'design.typeText':
    'Instrument Serif spricht, Archivo arbeitet. Größen wachsen mit dem Fenster und mit der eigenen Einstellung.',
  'design.pangram': 'Ein stiller Film über sechs Jazzmusiker',
  'design.colour': 'Farbe',
  'design.colourText':
    'Werte für hell und dunkel. Text erreicht 4,5 zu 1 auf seinem Grund; die Lampe zeigt, was man tun kann.',
  'design.space': 'Abstand',
  'design.posters': 'Plakate',
  'design.postersText':
    'Gezeichnet aus Titel, Jahr, Genres, Stimmungen und Regie. Derselbe Film hat immer dasselbe Plakat.',
  'design.row': 'Eine Reihe',
  'design.forms': 'Formulare',
  'design.formsText':
    'Ziele von mindestens 44 Pixeln, Beschriftungen, die bleiben, Fehler dort, wo sie sind.',
  'design.states': 'Zustände',
  'design.empty': 'Nichts da',
  'design.loading': 'Unterwegs',
  'design.notices': 'Hinweise',
};
