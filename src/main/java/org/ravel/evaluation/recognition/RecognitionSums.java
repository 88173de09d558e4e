package org.ravel.evaluation.recognition;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.ravel.evaluation.measure.Recognition;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.LengthCounts;
import org.ravel.evaluation.tally.Sums;
import org.ravel.sequence.Column;
import org.ravel.sequence.Example;

/** What is counted of strings on any number of blocks. */
public final class RecognitionSums implements Sums<RecognitionSums> {
  private static final long serialVersionUID = 1L;

  private long decisions;
  private long unknown;
  private long strings;
  private long stringsRight;
  private long members;
  private long membersAccepted;
  private long othersAccepted;
  private long steps;
  private long stepsRight;
  private long longEnough;
  private long secondToLastRight;
  private ExactSum mass = ExactSum.ZERO;
  private ExactSum nats = ExactSum.ZERO;
  private final LengthCounts lengths = new LengthCounts();
  private WrongStrings wrong = WrongStrings.NONE;

  void add(Example example, StringAnswer answer) {
    boolean isRight = answer.isRight();
    decisions += answer.decisions();
    unknown += answer.unknowns();
    nats = nats.plus(answer.nats());
    strings++;
    stringsRight += isRight ? 1 : 0;
    members += answer.isMember() ? 1 : 0;
    membersAccepted += answer.isMember() && answer.isAccepted() ? 1 : 0;
    othersAccepted += !answer.isMember() && answer.isAccepted() ? 1 : 0;
    steps += answer.steps();
    stepsRight += answer.legal();
    mass = mass.plus(answer.mass());
    if (answer.hasSecondToLast()) {
      longEnough++;
      secondToLastRight += answer.isSecondToLastRight() ? 1 : 0;
    }
    lengths.add(answer.steps(), isRight);
    if (!isRight) {
      wrong = wrong.with(example, answer);
    }
  }

  @Override
  public RecognitionSums plus(RecognitionSums other) {
    decisions += other.decisions;
    unknown += other.unknown;
    strings += other.strings;
    stringsRight += other.stringsRight;
    members += other.members;
    membersAccepted += other.membersAccepted;
    othersAccepted += other.othersAccepted;
    steps += other.steps;
    stepsRight += other.stepsRight;
    longEnough += other.longEnough;
    secondToLastRight += other.secondToLastRight;
    mass = mass.plus(other.mass);
    nats = nats.plus(other.nats);
    lengths.plus(other.lengths);
    wrong = wrong.plus(other.wrong);
    return this;
  }

  /**
   * What was counted.
   *
   * @param symbol that is read, by its id
   * @param label by its id
   */
  public Recognition measures(
      Column.Sets column, double threshold, IntFunction<String> symbol, IntFunction<String> label) {
    return new Recognition(
        decisions,
        nats.value(),
        unknown,
        threshold,
        strings,
        stringsRight,
        column.hasEnd()
            ? new Recognition.Acceptance(
                members, membersAccepted, strings - members, othersAccepted)
            : null,
        column.hasSteps()
            ? new Recognition.LegalSets(
                steps, stepsRight, longEnough, secondToLastRight, mass.value())
            : null,
        lengths.measures(),
        wrong.shortest().stream().map(one -> measure(one, column, symbol, label)).toList());
  }

  private static Recognition.WrongString measure(
      WrongStrings.Wrong wrong,
      Column.Sets column,
      IntFunction<String> symbol,
      IntFunction<String> label) {
    return new Recognition.WrongString(
        wrong.index(),
        wrong.steps(),
        names(wrong.symbols(), symbol),
        column.hasSteps() ? names(wrong.gold(), label) : null,
        column.hasSteps() ? names(wrong.predicted(), label) : null,
        column.hasEnd() ? wrong.member() : null,
        column.hasEnd() ? wrong.accepted() : null);
  }

  private static List<String> names(int[] ids, IntFunction<String> name) {
    return Arrays.stream(ids).mapToObj(name).toList();
  }
}
