const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is not a directory',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links lead in a circle',
};

/** Half a sentence for an error of the file system: `there is no such file or directory`. */
export const systemError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error && typeof error.code === 'string' && REASONS[error.code]) || error.message;
};
