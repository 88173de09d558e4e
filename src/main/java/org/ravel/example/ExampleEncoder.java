package org.ravel.example;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.ravel.corpus.Spelling;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Values;

/**
 * Turns what is read of an example into numbers: the same way when shards are written and when a
 * model is asked about new text.
 *
 * @param tokens their vocabulary
 * @param characters that of the characters of tokens; null where those are not read
 */
public record ExampleEncoder(Vocabulary tokens, Vocabulary characters) implements Serializable {

  /** The columns before the target, in the order of the schema. */
  public List<Values> inputs(List<String> text) {
    List<Values> inputs = new ArrayList<>();
    inputs.add(ids(tokens, text));
    if (characters != null) {
      inputs.add(new Values.OfIds(Spelling.encode(characters, text)));
    }
    return inputs;
  }

  /** The ids of tokens or labels. */
  public static Values ids(Vocabulary vocabulary, List<String> tokens) {
    return new Values.OfIds(tokens.stream().mapToInt(vocabulary::id).toArray());
  }
}
