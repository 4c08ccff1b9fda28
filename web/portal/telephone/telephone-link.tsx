// Altro: the way to the telephone, where the authority has a line and the guardian a child to phone for.
import type { JSX } from 'preact';
import type { FamilyPhoneView } from '#enrolment/phone-api.ts';
import { Icon } from '../../kit/icons.tsx';
import { useRemote } from '../../kit/remote.ts';
import { Link } from '../../kit/router.tsx';
import { usePortalTexts } from '../texts.ts';

export function TelephoneLink(): JSX.Element | null {
  const { say } = usePortalTexts();
  const { value } = useRemote<FamilyPhoneView>('/family/telephone');
  if (value === undefined || value.lines.length === 0 || value.children.length === 0) return null;
  return (
    <li>
      <Link to="/telefono">
        {say('section.telephone')}
        <Icon name="next" />
      </Link>
    </li>
  );
}
