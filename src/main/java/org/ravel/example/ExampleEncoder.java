package org.ravel.example;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Values;

/**
 * Turns what is read of an example into what networks read: the same way when shards are written
 * and when a model is asked about new data.
 */
public sealed interface ExampleEncoder extends Serializable permits TokenEncoder, NumberEncoder {

  /**
   * The columns before the target, in the order of the schema.
   *
   * @throws MalformedExample if networks cannot read a step
   */
  List<Values> inputs(ReadSteps steps) throws MalformedExample;

  /** What is read of an example without a step; networks can read it. */
  ReadSteps nothing();

  /** How many of the steps of such columns are unknown. */
  long unknown(List<Values> inputs);

  /** The ids of labels; those of a target that is text, between two {@code <eos>}. */
  static Values target(Vocabulary vocabulary, List<String> target) {
    OptionalInt end = vocabulary.endOfDocument();
    if (end.isEmpty()) {
      return ids(vocabulary, target);
    }
    IntStream ids = target.stream().mapToInt(vocabulary::id);
    IntStream one = IntStream.of(end.getAsInt());
    return new Values.OfIds(
        IntStream.concat(IntStream.concat(one, ids), IntStream.of(end.getAsInt())).toArray());
  }

  /**
   * The ids of the labels of each step's set.
   *
   * @param labels with {@link StringAnswers#SET_END} behind each set
   */
  static Values sets(Vocabulary vocabulary, List<String> labels) {
    List<int[]> sets = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < labels.size(); at++) {
      if (labels.get(at).equals(StringAnswers.SET_END)) {
        sets.add(labels.subList(from, at).stream().mapToInt(vocabulary::id).toArray());
        from = at + 1;
      }
    }
    return new Values.OfSets(sets.toArray(int[][]::new));
  }

  /** The ids of tokens or labels. */
  static Values ids(Vocabulary vocabulary, List<String> tokens) {
    return new Values.OfIds(tokens.stream().mapToInt(vocabulary::id).toArray());
  }
}
