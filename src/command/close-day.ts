// `refettorio close-day`: closes every day that is over, of every authority; what `serve` does by itself all day.
import { dueDayCloser } from '#bookings/close-due-days.ts';
import type { Command } from '#command/operator.ts';
import { configOf, refuseWords, withDatabase } from '#command/operator.ts';

export const closeDayCommand: Command = async (operator, args) => {
  refuseWords(args);
  return withDatabase(operator, configOf(operator), async (database) => {
    const { calendarAt } = await operator.compose(configOf(operator), database);
    const count = await dueDayCloser({ ...operator, database, calendarAt })();
    operator.write(count === 0 ? 'No day was to be closed.' : `Closed: ${count}.`);
    return 0;
  });
};
