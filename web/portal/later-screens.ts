// The screens that are not needed for the first look at Oggi: fetched when opened, and all of them once the phone is idle.
import { lazyScreen } from '../kit/lazy-screen.tsx';

const loadAttendance = () => import('./attendance.tsx').then((file) => file.Attendance);
const loadCertificates = () =>
  import('./certificates/certificates.tsx').then((file) => file.Certificates);
const loadReceipts = () => import('./receipts.tsx').then((file) => file.Receipts);
const loadReceiptPage = () => import('./receipts.tsx').then((file) => file.ReceiptPage);
const loadMore = () => import('./more.tsx').then((file) => file.More);
const loadRecoveryCode = () => import('./recovery-code.tsx').then((file) => file.RecoveryCode);
const loadRecovery = () => import('./recovery.tsx').then((file) => file.Recovery);
const loadTelephone = () => import('./telephone/telephone.tsx').then((file) => file.Telephone);
const loadPassword = () => import('../kit/change-password.tsx').then((file) => file.ChangePassword);

export const Attendance = lazyScreen(loadAttendance);
export const Certificates = lazyScreen(loadCertificates);
export const Receipts = lazyScreen(loadReceipts);
export const ReceiptPage = lazyScreen(loadReceiptPage);
export const More = lazyScreen(loadMore);
export const Recovery = lazyScreen(loadRecovery);
export const RecoveryCode = lazyScreen(loadRecoveryCode);
export const Telephone = lazyScreen(loadTelephone);
export const ChangePassword = lazyScreen(loadPassword);

// Whoever opens Presenze itself need not wait for the session to be known first.
if (location.pathname.startsWith('/presenze')) void loadAttendance();

/** So that every screen is there when the network is gone. */
export function fetchLaterScreens(): void {
  const fetchAll = (): void => {
    for (const load of [loadAttendance, loadReceipts, loadMore, loadPassword])
      // Without a network now there will be another try when the screen is opened.
      load().catch(() => undefined);
  };
  if ('requestIdleCallback' in globalThis) requestIdleCallback(fetchAll, { timeout: 5000 });
  else setTimeout(fetchAll, 2000);
}
