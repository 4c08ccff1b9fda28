// Where a third plain day is refused: the way to the certificate, with child and day already filled in.
import type { JSX } from 'preact';
import { Link } from '../../kit/router.tsx';
import { usePortalTexts } from '../texts.ts';

export function CertificateLink(props: {
  readonly pupilId: string;
  readonly from: string;
}): JSX.Element {
  const { say } = usePortalTexts();
  const query = new URLSearchParams({ figlio: props.pupilId, dal: props.from });
  return (
    <Link to={`/certificati?${query.toString()}`} class="button secondary wide">
      {say('certificate.send')}
    </Link>
  );
}
