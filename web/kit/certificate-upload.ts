// Sending a certificate's file from either face: looked at with the server's own rules, made lighter, sent with progress.
import { useRef, useState } from 'preact/hooks';
import type { SentResponse } from '#certificates/api.ts';
import { fileBytesMax, mediaTypeOf } from '#certificates/rules.ts';
import type { Failure } from './api.ts';
import { lighterPhoto } from './lighter-photo.ts';
import { upload } from './upload.ts';

export interface CertificateToSend {
  readonly pupilId: string;
  readonly from: string;
  readonly to: string;
  readonly file: File;
  /** What the office adds. */
  readonly arrived?: { readonly by: string; readonly on: string };
}

/** The keys of the room's own sentences. */
export type FileProblem = 'refusal.file-too-large' | 'refusal.file-kind';

export interface CertificateUpload {
  readonly isBusy: boolean;
  readonly isSent: boolean;
  /** From 0 to 1; undefined while nothing is on its way. */
  readonly progress: number | undefined;
  readonly problem: FileProblem | undefined;
  readonly failure: Failure | undefined;
  /** True when it is recorded. */
  send(one: CertificateToSend): Promise<boolean>;
}

export function useCertificateUpload(path: string): CertificateUpload {
  const intention = useRef({ of: '', key: '' });
  const [isSent, setSent] = useState(false);
  const [progress, setProgress] = useState<number>();
  const [problem, setProblem] = useState<FileProblem>();
  const [failure, setFailure] = useState<Failure>();

  const send = async (one: CertificateToSend): Promise<boolean> => {
    if (progress !== undefined) return false;
    setProblem(undefined);
    setFailure(undefined);
    setProgress(0);
    const file = await lighterPhoto(one.file);
    const fault = await problemOf(file);
    if (fault !== undefined) {
      setProgress(undefined);
      setProblem(fault);
      return false;
    }
    const headers = headersOf(one);
    // One intention, one key: another file or other days are another certificate.
    const of = JSON.stringify([headers, one.file.name, one.file.size, one.file.lastModified]);
    if (intention.current.of !== of) intention.current = { of, key: crypto.randomUUID() };
    const answer = await upload<SentResponse>({
      path,
      file,
      idempotencyKey: intention.current.key,
      headers,
      onProgress: setProgress,
    });
    setProgress(undefined);
    if (answer.ok) setSent(true);
    else setFailure(answer.failure);
    return answer.ok;
  };
  return { isBusy: progress !== undefined, isSent, progress, problem, failure, send };
}

async function problemOf(file: Blob): Promise<FileProblem | undefined> {
  if (file.size > fileBytesMax) return 'refusal.file-too-large';
  const beginning = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  return mediaTypeOf(beginning) === undefined ? 'refusal.file-kind' : undefined;
}

function headersOf({ pupilId, from, to, arrived }: CertificateToSend): Record<string, string> {
  return {
    'certificate-pupil': pupilId,
    'certificate-from': from,
    'certificate-to': to,
    ...(arrived === undefined
      ? {}
      : { 'certificate-arrived-by': arrived.by, 'certificate-arrived-on': arrived.on }),
  };
}
