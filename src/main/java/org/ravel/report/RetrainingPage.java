package org.ravel.report;

/** A run of {@code retrain} as one page of HTML. */
final class RetrainingPage {
  private RetrainingPage() {}

  static String of(RetrainingRecord record) {
    return record.runId();
  }
}
