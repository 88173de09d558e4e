package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ravel.evaluation.measure.Recognition;

/**
 * What the page of recognised strings shows beside what all pages do.
 *
 * @param answers how many of each kind of answers are right
 * @param wrong the shortest strings with a wrong answer
 */
record RecognitionSection(List<AnswerRow> answers, List<WrongRow> wrong) {

  /**
   * Answers of a kind.
   *
   * @param width of the bar in per cent
   */
  record AnswerRow(String name, String right, String all, String share, String width) {

    static AnswerRow of(String name, long right, long all) {
      double share = (double) right / all;
      return new AnswerRow(
          name,
          Numbers.count(right),
          Numbers.count(all),
          Numbers.percent(share),
          String.format(Locale.ROOT, "%.1f", 100 * share));
    }
  }

  /**
   * A string with a wrong answer.
   *
   * @param symbols up to the first wrong set
   * @param gold what may follow, or whether it belongs to the language
   * @param predicted what the model says
   */
  record WrongRow(String index, String steps, String symbols, String gold, String predicted) {

    static WrongRow of(Recognition.WrongString wrong) {
      int shown = wrong.symbols().size();
      return new WrongRow(
          Numbers.count(wrong.index()),
          Numbers.count(wrong.steps()),
          String.join(" ", wrong.symbols()) + (shown < wrong.steps() ? " …" : ""),
          said(wrong.gold(), wrong.member()),
          said(wrong.predicted(), wrong.accepted()));
    }

    private static String said(List<String> symbols, Boolean accepted) {
      List<String> said = new ArrayList<>();
      if (symbols != null) {
        said.add(symbols.isEmpty() ? "(nothing)" : String.join(" ", symbols));
      }
      if (accepted != null) {
        said.add(accepted ? "accept" : "reject");
      }
      return String.join(", ", said);
    }
  }

  static RecognitionSection of(RecognitionFigures figures) {
    List<AnswerRow> answers = new ArrayList<>();
    Recognition.Acceptance acceptance = figures.acceptance();
    if (acceptance != null) {
      add(
          "strings of the language that are accepted",
          acceptance.membersAccepted(),
          acceptance.members(),
          answers);
      add(
          "other strings that are rejected",
          acceptance.others() - acceptance.othersAccepted(),
          acceptance.others(),
          answers);
    }
    RecognitionFigures.Legal legal = figures.legal();
    if (legal != null) {
      add("sets of symbols that may follow", legal.right(), legal.steps(), answers);
      add(
          "sets that decide about the second to last symbol",
          legal.secondToLastRight(),
          legal.longEnough(),
          answers);
    }
    add(
        "strings all of whose answers are right",
        figures.evaluation().right(),
        figures.strings(),
        answers);
    return new RecognitionSection(answers, figures.wrong().stream().map(WrongRow::of).toList());
  }

  private static void add(String name, long right, long all, List<AnswerRow> answers) {
    if (all > 0) {
      answers.add(AnswerRow.of(name, right, all));
    }
  }

  /** Whether a string has a wrong answer; the template's name for it. */
  boolean hasWrong() {
    return !wrong.isEmpty();
  }
}
