// The families with a login in the demo, written out: each is there to show one thing.
import type { DemoGuardian, Origin } from '#demo/model.ts';
import type { Day } from '#ground/day.ts';
import { asDay } from '#ground/day.ts';
import type { Sex } from '#ground/fiscal-code.ts';

export interface KnownPerson {
  readonly lastName: string;
  readonly firstName: string;
  readonly sex: Sex;
  readonly bornOn: Day;
}

export interface KnownPupil extends KnownPerson {
  readonly schoolCode: string;
  readonly classCode: string;
}

export interface KnownGuardian extends KnownPerson {
  readonly relation: DemoGuardian['relation'];
  readonly isRestricted: boolean;
}

export interface KnownFamily {
  readonly origin: Origin;
  readonly pupils: readonly KnownPupil[];
  readonly guardians: readonly KnownGuardian[];
}

const longName = 'Della Valle-Sanseverino';

export const knownFamilies = {
  /** Two children in different schools; the elder eats without gluten. */
  twoSchools: {
    origin: 'italian',
    pupils: [
      pupil('Zanetti', 'Tommaso', 'M', '2019-05-11', 'PRI1', '2A'),
      pupil('Zanetti', 'Bianca', 'F', '2022-02-03', 'INF1', 'SEZ1'),
    ],
    guardians: [
      guardian('Bonaldi', 'Chiara', 'F', '1988-06-24', 'madre'),
      guardian('Zanetti', 'Andrea', 'M', '1986-11-02', 'padre'),
    ],
  },
  /** One child, one parent. */
  oneChild: {
    origin: 'senegalese',
    pupils: [pupil('Ndiaye', 'Awa', 'F', '2017-09-19', 'PRI1', '4A')],
    guardians: [guardian('Ndiaye', 'Ibrahima', 'M', '1983-01-15', 'padre')],
  },
  /** Parents who live apart, and the longest name of the town. */
  apart: {
    origin: 'italian',
    pupils: [pupil(longName, 'Maria Vittoria Massimiliana', 'F', '2020-04-30', 'PRI1', '1B')],
    guardians: [
      guardian('Carminati', 'Elena', 'F', '1990-03-08', 'madre'),
      guardian(longName, 'Gian Maria', 'M', '1985-12-12', 'padre'),
    ],
  },
  /** A court has limited the father. */
  restricted: {
    origin: 'italian',
    pupils: [pupil('Morandi', 'Leonardo', 'M', '2015-10-07', 'SEC1', '1A')],
    guardians: [
      guardian('Lazzaroni', 'Sara', 'F', '1987-07-21', 'madre'),
      { ...guardian('Morandi', 'Dario', 'M', '1984-02-17', 'padre'), isRestricted: true },
    ],
  },
  /** The mother has her letter from the office and has never signed in. */
  firstLogin: {
    origin: 'ukrainian',
    pupils: [
      pupil('Shevchuk', 'Zlata', 'F', '2018-08-01', 'PRI1', '3A'),
      pupil('Shevchuk', 'Maksym', 'M', '2021-12-28', 'INF1', 'SEZ3'),
    ],
    guardians: [guardian('Kovalenko', 'Oksana', 'F', '1992-05-05', 'madre')],
  },
} satisfies Readonly<Record<string, KnownFamily>>;

function pupil(
  lastName: string,
  firstName: string,
  sex: Sex,
  bornOn: string,
  schoolCode: string,
  classCode: string,
): KnownPupil {
  return { lastName, firstName, sex, bornOn: asDay(bornOn), schoolCode, classCode };
}

function guardian(
  lastName: string,
  firstName: string,
  sex: Sex,
  bornOn: string,
  relation: DemoGuardian['relation'],
): KnownGuardian {
  return { lastName, firstName, sex, bornOn: asDay(bornOn), relation, isRestricted: false };
}
