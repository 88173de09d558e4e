package org.ravel.report;

import org.ravel.report.RetrainingRecord.Outcome;

/** How the pages say what a run came to. */
final class OutcomeWords {
  private OutcomeWords() {}

  static String of(Outcome outcome) {
    return switch (outcome) {
      case PROMOTED -> "promoted";
      case NOT_PROMOTED -> "not promoted";
      case WITHHELD -> "text left out";
      case NOTHING_NEW -> "nothing new";
    };
  }

  /** The class of its colours. */
  static String look(Outcome outcome) {
    return switch (outcome) {
      case PROMOTED -> "good";
      case NOT_PROMOTED, WITHHELD -> "bad";
      case NOTHING_NEW -> "plain";
    };
  }
}
