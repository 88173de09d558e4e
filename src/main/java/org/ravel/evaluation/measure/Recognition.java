package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.ravel.config.Better;
import org.ravel.config.Task;

/**
 * What a model came to that recognises strings of a formal language.
 *
 * @param targets decisions: of each symbol whether each label may follow, and of each string
 *     whether it belongs to the language
 * @param nats sum of their negative log-likelihoods
 * @param unknown legal symbols that training did not have: their sets are wrong, and they have no
 *     loss
 * @param threshold probability from which a symbol is legal, and a string accepted
 * @param strings number of them
 * @param stringsRight those all of whose answers are right
 * @param acceptance whether strings belong to the language; null where nobody asks
 * @param legal which symbols may follow; null where nobody asks
 * @param byLength strings by their length, the shortest first; right with all their answers
 * @param wrong the shortest strings with a wrong answer
 */
public record Recognition(
    long targets,
    double nats,
    long unknown,
    double threshold,
    long strings,
    long stringsRight,
    Acceptance acceptance,
    LegalSets legal,
    List<LengthMatches> byLength,
    List<WrongString> wrong)
    implements Measures {
  /** All answers of a string. */
  private static final String ALL_RIGHT = "strings all right";

  private static final String ACCEPT = "accept accuracy";

  /**
   * Strings that are accepted.
   *
   * @param members strings that belong to the language
   * @param membersAccepted those of them that the model accepts
   * @param others strings that do not
   * @param othersAccepted those of them that it accepts all the same
   */
  public record Acceptance(long members, long membersAccepted, long others, long othersAccepted)
      implements Serializable {

    /** Strings with the right answer. */
    public long right() {
      return membersAccepted + others - othersAccepted;
    }
  }

  /**
   * Sets of legal symbols.
   *
   * @param steps symbols, each with a set of those that may follow it
   * @param right those whose set is legal and complete
   * @param longEnough strings of three symbols or more
   * @param secondToLastRight those of them whose set is right behind the third to last symbol: it
   *     decides about the second to last one, of embedded Reber strings the outer symbol
   * @param mass sum over the steps of the share of probability that is on legal symbols
   */
  public record LegalSets(
      long steps, long right, long longEnough, long secondToLastRight, double mass)
      implements Serializable {}

  /**
   * A string with a wrong answer.
   *
   * @param index its number in the split, from 0
   * @param steps its symbols
   * @param symbols up to the first wrong set, or all; of long ones the last of these
   * @param gold symbols that may follow them; null where nobody asks
   * @param predicted those that the model names; null where nobody asks
   * @param member whether the string belongs to the language; null where nobody asks
   * @param accepted whether the model says so; null where nobody asks
   */
  public record WrongString(
      long index,
      int steps,
      List<String> symbols,
      List<String> gold,
      List<String> predicted,
      Boolean member,
      Boolean accepted)
      implements Serializable {}

  @Override
  public String target() {
    return Task.RECOGNITION.target();
  }

  @Override
  public double loss() {
    return nats / targets;
  }

  /** Share of the strings all of whose answers are right. */
  public double accuracy() {
    return (double) stringsRight / strings;
  }

  /** See {@link LengthMatches#rightUpTo}. */
  public OptionalInt rightUpTo() {
    return LengthMatches.rightUpTo(byLength);
  }

  @Override
  public Map<String, Double> course() {
    Map<String, Double> course = new LinkedHashMap<>();
    if (legal != null) {
      course.put("steps right", (double) legal.right() / legal.steps());
    }
    course.put(legal == null ? ACCEPT : ALL_RIGHT, accuracy());
    return course;
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (legal != null) {
      figures.add(Figure.of(ALL_RIGHT, accuracy(), Figure.Unit.SHARE, Better.HIGHER));
    }
    if (acceptance != null) {
      share(ACCEPT, acceptance.right(), strings, figures);
      share("members accepted", acceptance.membersAccepted(), acceptance.members(), figures);
      long rejected = acceptance.others() - acceptance.othersAccepted();
      share("others rejected", rejected, acceptance.others(), figures);
    }
    if (legal != null) {
      share("steps right", legal.right(), legal.steps(), figures);
      share("second to last symbol", legal.secondToLastRight(), legal.longEnough(), figures);
      figures.add(
          Figure.of("legal mass", legal.mass() / legal.steps(), Figure.Unit.SHARE, Better.HIGHER));
    }
    figures.add(
        Figure.of("right up to length", rightUpTo().orElse(0), Figure.Unit.NUMBER, Better.HIGHER));
    figures.add(Figure.of("log loss", loss(), Figure.Unit.NATS, Better.LOWER));
    return figures;
  }

  private static void share(String name, long some, long all, List<Figure> figures) {
    if (all > 0) {
      figures.add(Figure.of(name, (double) some / all, Figure.Unit.SHARE, Better.HIGHER));
    }
  }
}
