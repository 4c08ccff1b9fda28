// First names and surnames from which the families of Valserena are put together; no line of it is a real person.
import type { Origin } from '#demo/model.ts';

export interface NameStock {
  readonly girls: readonly string[];
  readonly boys: readonly string[];
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly surnames: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ');

export const nameStocks: Readonly<Record<Origin, NameStock>> = {
  italian: {
    girls: words(
      'Sofia Giulia Aurora Alice Ginevra Emma Giorgia Greta Beatrice Anna Matilde Camilla Viola Chiara Martina Bianca Nicole Gaia Vittoria Sara Noemi Elena Adele Rebecca Ludovica Margherita Agnese Irene Lucia Marta Caterina Azzurra Zoe Miriam Eleonora Amelia',
    ),
    boys: [
      ...words(
        'Leonardo Francesco Alessandro Lorenzo Mattia Tommaso Gabriele Andrea Riccardo Edoardo Matteo Federico Diego Samuele Pietro Filippo Giovanni Davide Nicolò Gioele Antonio Michele Elia Simone Jacopo Christian Marco Enea Giacomo Luca Ettore Daniele Cesare Ruben Martino',
      ),
      'Pier Paolo',
    ],
    women: words(
      'Silvia Francesca Elena Chiara Laura Paola Federica Valentina Sara Cristina Monica Barbara Daniela Elisa Roberta Ilaria Michela Claudia Alessandra Marta Serena Giovanna Veronica Simona Lucia Nadia Debora Manuela Katia Stefania',
    ),
    men: words(
      'Marco Andrea Luca Stefano Davide Matteo Roberto Fabio Alessandro Paolo Simone Giovanni Massimo Daniele Michele Cristian Diego Giuseppe Mauro Nicola Ivan Alberto Omar Luigi Enrico Dario Emanuele Fabrizio Sergio Giorgio',
    ),
    surnames: [
      ...words(
        'Locatelli Pesenti Carrara Bonetti Zanchi Gritti Moretti Ferrari Colombo Rossi Cattaneo Bianchi Benzoni Savoldelli Balduzzi Trussardi Scandella Giudici Bergamini Imberti Legrenzi Percassi Barzasi Visinoni Olivari Canova Petrogalli Tomasoni Fornoni Baronchelli Calegari Bonomi Seghezzi Poloni Zucchelli Merletti Conti Brasi Ghilardi Noris Lazzaroni Morandi Perani Bosio Marinoni Castelletti Albrici Piantoni Epis Lorenzi',
      ),
      "D'Angelo",
      "Dell'Orto",
      'De Luca',
      'Lo Presti',
    ],
  },
  romanian: {
    girls: words('Ioana Andreea Maria Daria Ștefania Elena'),
    boys: words('Andrei Ștefan Matei David Luca Rareș'),
    women: words('Mihaela Cristina Daniela Ana Loredana Alina'),
    men: words('Ionuț Florin Gheorghe Adrian Marian Cătălin'),
    surnames: words('Popescu Ionescu Munteanu Lungu Rusu Ciobanu Dragomir'),
  },
  albanian: {
    girls: words('Ajla Erisa Klea Sara Amelia Dea'),
    boys: words('Aron Leart Kevin Dion Ergi Noel'),
    women: words('Ermira Blerta Anila Mirela Entela Valbona'),
    men: words('Arben Ilir Gentian Besnik Altin Dritan'),
    surnames: words('Hoxha Shehu Krasniqi Leka Gjoka Prifti Dervishi'),
  },
  moroccan: {
    girls: words('Yasmine Aya Salma Inès Nour Hajar'),
    boys: words('Adam Youssef Rayan Ilyas Omar Zakaria'),
    women: words('Fatima Khadija Naïma Samira Hanane Latifa'),
    men: words('Mohamed Abdelkader Hassan Said Karim Mustapha'),
    surnames: [...words('Benali Chakir Amrani Naciri Bouazza'), 'El Idrissi', 'Aït Brahim'],
  },
  senegalese: {
    girls: words('Awa Fatou Mariama Khady Ndeye'),
    boys: words('Mamadou Cheikh Ousmane Babacar Modou'),
    women: words('Aminata Coumba Astou Rokhaya'),
    men: words('Ibrahima Abdoulaye Serigne Pape'),
    surnames: words('Ndiaye Diop Fall Sarr Gueye Mbaye'),
  },
  indian: {
    girls: words('Simran Jasleen Anaya Diya Harleen'),
    boys: words('Arjun Gurpreet Aarav Jaskaran Rohan'),
    women: words('Kulwinder Sunita Rajinder Manpreet'),
    men: words('Balwinder Rajesh Harpreet Sukhdev'),
    surnames: words('Singh Kaur Sharma Kumar Saini Gill'),
  },
  ukrainian: {
    girls: words('Sofiia Oleksandra Yeva Zlata Daryna'),
    boys: words('Maksym Artem Danylo Tymofii Bohdan'),
    women: words('Oksana Iryna Olena Nataliia'),
    men: words('Andrii Serhii Vasyl Mykola'),
    surnames: words('Kovalenko Shevchuk Bondar Tkachenko Melnyk Lysenko'),
  },
};

/** Of a hundred families of the upper valley, how many come from where. */
export const originShares: readonly (readonly [Origin, number])[] = [
  ['italian', 77],
  ['romanian', 6],
  ['albanian', 5],
  ['moroccan', 5],
  ['senegalese', 3],
  ['indian', 2],
  ['ukrainian', 2],
];
