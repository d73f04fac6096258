/** The page that shows how it all is designed. */
export const enDesign = {
  'design.title': 'How Marquee is designed',
  'design.text': 'A dark room and a lit screen: quiet surfaces, one lamp, and films that bring the colour.',
  'design.type': 'Type',
  'design.typeText':
    'Instrument Serif speaks, Archivo works. Sizes grow with the window and with the reader’s own setting.',
  'design.pangram': 'A quiet film about six jazz players',
  'design.colour': 'Colour',
  'design.colourText':
    'Tokens with a light and a dark value. Text reaches 4.5 to 1 on its ground; the lamp marks what can be done.',
  'design.space': 'Space',
  'design.posters': 'Posters',
  'design.postersText':
    'Drawn from title, year, genres, moods and director. The same film always has the same poster.',
  'design.row': 'A row',
  'design.forms': 'Forms',
  'design.formsText': 'Targets of 44 pixels and more, labels that stay, mistakes said where they are.',
  'design.states': 'States',
  'design.empty': 'Nothing there',
  'design.loading': 'On its way',
  'design.notices': 'Notices',
} as const;
