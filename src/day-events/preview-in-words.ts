// A preview with the names of classes, schools, kitchens and services, as the clerk reads it.
import type { PreviewResponse } from '#day-events/api.ts';
import type { EventPreview, KitchenCount } from '#day-events/model.ts';
import type { Names } from '#day-events/store.ts';
import { findNames } from '#day-events/store.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';

export async function previewInWords<R extends string>(
  tx: Tx,
  outcome: Outcome<EventPreview, R>,
): Promise<Outcome<PreviewResponse, R>> {
  if (!outcome.ok) return outcome;
  const names = await findNames(tx);
  const { days, ...counts } = outcome.value;
  return accept({
    ...counts,
    days: days.map((one) => ({
      ...one,
      kitchens: one.kitchens.map((kitchen) => kitchenInWords(kitchen, names)),
    })),
  });
}

function kitchenInWords(
  kitchen: KitchenCount,
  { classes, kitchens, services }: Names,
): PreviewResponse['days'][number]['kitchens'][number] {
  const { kitchenId, schoolId, serviceId, adultsBefore, adultsAfter } = kitchen;
  return {
    kitchenName: kitchens.find((one) => one.kitchenId === kitchenId)?.kitchenName ?? '',
    schoolName: classes.find((one) => one.schoolId === schoolId)?.schoolName ?? '',
    serviceName: services.find((one) => one.serviceId === serviceId)?.serviceName ?? '',
    adultsBefore,
    adultsAfter,
    classes: kitchen.classes.map((one) => ({
      ...one,
      name: classes.find(({ classId }) => classId === one.classId)?.className ?? '',
    })),
  };
}
