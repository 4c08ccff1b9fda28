// Who offers the service, as the frame prints it.
export interface TenantCard {
  /** "Comune di Valserena" */
  readonly name: string;
  readonly regionName: string;
  readonly helpPhone?: string | null;
  /** Everything here is invented. */
  readonly demo: boolean;
}
