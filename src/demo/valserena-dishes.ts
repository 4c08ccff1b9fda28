// The kitchen's cooked in Valserena, invented: allergens, what diets turn on, and what each variant gets instead.

/** "Name | allergens | foods", the last two may be left out; a substitution begins with its variant and "→". */
export const winterWeeks: readonly (readonly (readonly string[])[])[] = [
  [
    ['Pasta al pomodoro', 'Bocconcini di tacchino', 'Carote julienne', 'Mela'],
    ['Riso allo zafferano', 'Frittata al forno', 'Fagiolini lessi', 'Clementine'],
    ['Pasta al ragù', 'Primo sale', 'Insalata verde', 'Pera'],
    ['Minestra di verdure con orzo', 'Pizza margherita', 'Finocchi crudi', 'Kiwi'],
    ['Pasta al pesto', 'Filetto di merluzzo gratinato', 'Patate al forno', 'Arancia'],
  ],
  [
    ['Pasta al pesto', 'Filetto di merluzzo gratinato', 'Carote julienne', 'Mela'],
    ['Crema di zucca con riso', 'Arrosto di maiale', 'Purè di patate', 'Pera'],
    ['Pasta integrale alle verdure', 'Polpette di lenticchie', 'Fagiolini lessi', 'Banana'],
    ['Gnocchi al pomodoro', 'Prosciutto cotto', 'Insalata verde', 'Clementine'],
    ['Pasta e piselli', 'Frittata al forno', 'Broccoli al vapore', 'Yogurt alla frutta'],
  ],
  [
    ['Riso e prezzemolo', 'Spezzatino di manzo', 'Polenta', 'Mela'],
    ['Pasta al ragù di lenticchie', 'Primo sale', 'Finocchi crudi', 'Kiwi'],
    ['Minestra di verdure con orzo', 'Pollo al forno', 'Patate al forno', 'Pera'],
    ['Lasagne al forno', 'Insalata di fagioli', 'Carote julienne', 'Clementine'],
    ['Pasta al pomodoro', 'Bastoncini di platessa', 'Spinaci al vapore', 'Torta di mele'],
  ],
  [
    ['Pasta alla zucca', 'Hamburger di manzo', 'Fagiolini lessi', 'Mela'],
    ['Riso al pomodoro', 'Frittata al forno', 'Insalata verde', 'Banana'],
    ['Crema di zucca con riso', 'Pizza margherita', 'Carote julienne', 'Pera'],
    ['Pasta integrale alle verdure', 'Pollo al forno', 'Purè di patate', 'Arancia'],
    ['Pasta al tonno', 'Crocchette di ceci', 'Broccoli al vapore', 'Yogurt alla frutta'],
  ],
];

export const summerWeeks: readonly (readonly (readonly string[])[])[] = [
  [
    ['Pasta al pomodoro', 'Prosciutto cotto', 'Insalata verde', 'Pesca'],
    ['Insalata di riso', 'Primo sale', 'Pomodori', 'Melone'],
    ['Pasta al pesto', 'Pollo al forno', 'Zucchine trifolate', 'Anguria'],
    ['Riso e prezzemolo', 'Frittata al forno', 'Carote julienne', 'Albicocche'],
    ['Pasta fredda alle verdure', 'Filetto di merluzzo gratinato', 'Patate al forno', 'Pesca'],
  ],
  [
    ['Pasta alle zucchine', 'Bocconcini di tacchino', 'Pomodori', 'Melone'],
    ['Pasta al tonno', 'Crocchette di ceci', 'Insalata verde', 'Pesca'],
    ['Riso al pomodoro', 'Hamburger di manzo', 'Fagiolini lessi', 'Albicocche'],
    ['Gnocchi al pomodoro', 'Primo sale', 'Carote julienne', 'Gelato fiordilatte'],
    ['Pasta integrale alle verdure', 'Bastoncini di platessa', 'Zucchine trifolate', 'Anguria'],
  ],
  [
    ['Insalata di riso', 'Frittata al forno', 'Pomodori', 'Pesca'],
    ['Pasta al ragù', 'Insalata di fagioli', 'Insalata verde', 'Melone'],
    ['Pasta al pesto', 'Arrosto di maiale', 'Carote julienne', 'Albicocche'],
    ['Riso allo zafferano', 'Pollo al forno', 'Zucchine trifolate', 'Anguria'],
    ['Pasta al pomodoro', 'Filetto di merluzzo gratinato', 'Patate al forno', 'Yogurt alla frutta'],
  ],
  [
    ['Pasta fredda alle verdure', 'Pizza margherita', 'Pomodori', 'Anguria'],
    ['Riso e prezzemolo', 'Spezzatino di manzo', 'Fagiolini lessi', 'Pesca'],
    ['Pasta alle zucchine', 'Polpette di lenticchie', 'Insalata verde', 'Melone'],
    ['Pasta al ragù di lenticchie', 'Prosciutto cotto', 'Carote julienne', 'Albicocche'],
    ['Pasta al tonno', 'Primo sale', 'Zucchine trifolate', 'Pesca'],
  ],
];

const gf = 'Senza glutine → ';
const [egg, peas] = ['Senza uovo → ', 'Senza fave e piselli → '];
const milk = ['Senza lattosio → ', 'Senza latte e derivati → '] as const;
const meatless = ['Senza carne → ', 'Vegetariano → '] as const;
const fish = ['Senza pesce → ', 'Vegetariano → '] as const;
const each = (variants: readonly string[], serving: string): string[] =>
  variants.map((variant) => variant + serving);

/** By course; what suits everybody needs no line of its own, allergens say so. */
export const cooked: Readonly<Record<string, readonly string[]>> = {
  'Pasta al pomodoro | glutine': [`${gf}Pasta di mais al pomodoro`],
  'Pasta al ragù | glutine, sedano | manzo': [
    `${gf}Pasta di mais al ragù | sedano | manzo`,
    ...each(meatless, 'Pasta al pomodoro | glutine'),
    'Senza glutine + Vegetariano → Pasta di mais al pomodoro',
  ],
  'Pasta al pesto | glutine, latte, frutta a guscio': [
    `${gf}Pasta di mais al pesto | latte, frutta a guscio`,
    ...each([...milk, 'Senza frutta a guscio → '], 'Pasta al pomodoro | glutine'),
  ],
  'Pasta al tonno | glutine, pesce': [
    `${gf}Pasta di mais al tonno | pesce`,
    ...each(fish, 'Pasta al pomodoro | glutine'),
  ],
  'Pasta alla zucca | glutine, latte': [
    `${gf}Pasta di mais alla zucca | latte`,
    ...each(milk, 'Pasta alla zucca senza formaggio | glutine'),
  ],
  'Pasta alle zucchine | glutine': [`${gf}Pasta di mais alle zucchine`],
  'Pasta integrale alle verdure | glutine, sedano': [`${gf}Riso alle verdure | sedano`],
  'Pasta fredda alle verdure | glutine': [`${gf}Riso freddo alle verdure`],
  'Pasta al ragù di lenticchie | glutine, sedano': [
    `${gf}Pasta di mais al ragù di lenticchie | sedano`,
    `${peas}Pasta al pomodoro | glutine`,
  ],
  'Pasta e piselli | glutine | piselli': [
    `${gf}Riso e piselli | | piselli`,
    `${peas}Pasta al pomodoro | glutine`,
    'Senza glutine + Senza fave e piselli → Riso al pomodoro',
  ],
  'Gnocchi al pomodoro | glutine, uova': [
    `${gf}Riso al pomodoro`,
    `${egg}Pasta al pomodoro | glutine`,
  ],
  'Lasagne al forno | glutine, uova, latte, sedano | manzo': [
    `${gf}Pasta di mais al ragù | sedano | manzo`,
    ...each([...milk, egg], 'Pasta al ragù | glutine, sedano | manzo'),
    ...each(meatless, 'Lasagne alle verdure | glutine, uova, latte'),
  ],
  'Riso allo zafferano | latte': each(milk, "Riso allo zafferano all'olio"),
  'Riso e prezzemolo': [],
  'Riso al pomodoro': [],
  'Insalata di riso | uova, pesce': [...each([egg, ...fish], 'Insalata di riso alle verdure')],
  'Crema di zucca con riso | sedano': [],
  'Minestra di verdure con orzo | glutine, sedano': [
    `${gf}Minestra di verdure con riso | sedano`,
    `${peas}Crema di zucca | sedano`,
  ],
  'Bocconcini di tacchino | | carne': each(meatless, 'Crocchette di ceci'),
  'Pollo al forno | | carne': each(meatless, 'Crocchette di ceci'),
  'Hamburger di manzo | | manzo': each(meatless, 'Hamburger di fagioli'),
  'Spezzatino di manzo | sedano | manzo': each(meatless, 'Spezzatino di soia | soia, sedano'),
  'Arrosto di maiale | | maiale': [
    'Senza maiale → Arrosto di tacchino | | carne',
    ...each(meatless, 'Sformato di verdure | uova, latte'),
  ],
  'Prosciutto cotto | | maiale': [
    'Senza maiale → Fesa di tacchino | | carne',
    ...each(meatless, 'Primo sale | latte'),
  ],
  'Primo sale | latte': [
    'Senza lattosio → Primo sale delattosato | latte',
    'Senza latte e derivati → Fesa di tacchino | | carne',
  ],
  'Frittata al forno | uova, latte': [
    `${egg}Primo sale | latte`,
    'Senza lattosio → Frittata senza latte | uova',
    'Senza latte e derivati → Frittata senza latte | uova',
  ],
  'Pizza margherita | glutine, latte': [
    `${gf}Pizza senza glutine | latte`,
    'Senza lattosio → Pizza con mozzarella delattosata | glutine, latte',
    'Senza latte e derivati → Pizza al pomodoro | glutine',
  ],
  'Polpette di lenticchie | glutine, uova': [
    `${gf}Lenticchie in umido`,
    `${egg}Lenticchie in umido`,
    `${peas}Primo sale | latte`,
  ],
  'Crocchette di ceci': [`${peas}Primo sale | latte`],
  'Insalata di fagioli': [`${peas}Primo sale | latte`],
  'Filetto di merluzzo gratinato | glutine, pesce': [
    `${gf}Filetto di merluzzo al vapore | pesce`,
    'Senza pesce → Pollo al forno | | carne',
    'Vegetariano → Crocchette di ceci',
  ],
  'Bastoncini di platessa | glutine, pesce': [
    `${gf}Filetto di platessa al vapore | pesce`,
    'Senza pesce → Pollo al forno | | carne',
    'Vegetariano → Crocchette di ceci',
  ],
  'Carote julienne': [],
  'Fagiolini lessi': [],
  'Insalata verde': [],
  'Finocchi crudi': [],
  'Patate al forno': [],
  'Broccoli al vapore': [],
  'Spinaci al vapore': [],
  'Zucchine trifolate': [],
  Pomodori: [],
  Polenta: [],
  'Purè di patate | latte': each(milk, "Patate all'olio"),
  Mela: [],
  Pera: [],
  Banana: [],
  Clementine: [],
  Arancia: [],
  Kiwi: [],
  Pesca: [],
  Melone: [],
  Anguria: [],
  Albicocche: [],
  'Yogurt alla frutta | latte': [
    'Senza lattosio → Yogurt delattosato | latte',
    'Senza latte e derivati → Mela',
  ],
  'Gelato fiordilatte | latte': each(milk, 'Sorbetto alla frutta'),
  'Torta di mele | glutine, uova, latte': each([gf, egg, ...milk], 'Mela'),
  'Pane comune | glutine': [`${gf}Pane senza glutine`],
};

/** By the place of the course in a day: the plain meal holds nothing that any diet of Valserena avoids but meat. */
export const plainServings: readonly (readonly string[])[] = [
  ["in bianco → Riso all'olio"],
  [
    'in bianco → Petto di pollo ai ferri | | carne',
    'in bianco + Senza carne → Primo sale | latte',
    'in bianco + Vegetariano → Primo sale | latte',
  ],
  ['in bianco → Carote lesse'],
  ['in bianco → Mela'],
];
