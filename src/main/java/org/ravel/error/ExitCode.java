package org.ravel.error;

/** How a command ends. The numbers are part of the interface: schedulers act on them. */
public enum ExitCode {
  /** The command did what was asked. */
  DONE(0),
  /** Something that is neither the user's input nor the storage: a defect, a diverged training. */
  FAILURE(1),
  /** The command line or the configuration is wrong. */
  USAGE(2),
  /** The input data is missing, empty, malformed, or does not belong together. */
  INPUT(3),
  /** The storage refused: permission, quota, an output that exists. */
  STORAGE(4),
  /**
   * A model was trained and may not replace the champion, or all new text was left out; as far as
   * the run goes, all is well.
   */
  NOT_PROMOTED(10),
  /** There is no new text, and nothing was done. */
  NOTHING_NEW(11),
  /** Another run is at work: the same command later. The number is that of sysexits' TEMPFAIL. */
  LOCKED(75),
  /** Ctrl-C stopped the command: 128 and the number of SIGINT, as in shells. */
  INTERRUPTED(130),
  /** SIGTERM stopped the command: 128 and its number. */
  TERMINATED(143);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The process's exit status. */
  public int number() {
    return number;
  }
}
