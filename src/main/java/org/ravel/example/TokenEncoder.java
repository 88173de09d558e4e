package org.ravel.example;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.corpus.Spelling;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Values;

/**
 * Gives tokens their ids.
 *
 * @param tokens their vocabulary
 * @param characters that of the characters of tokens; null where those are not read
 */
public record TokenEncoder(Vocabulary tokens, Vocabulary characters) implements ExampleEncoder {

  @Override
  public List<Values> inputs(ReadSteps steps) {
    List<String> text = ((ReadSteps.OfTokens) steps).tokens();
    List<Values> inputs = new ArrayList<>();
    inputs.add(ExampleEncoder.ids(tokens, text));
    if (characters != null) {
      inputs.add(new Values.OfIds(Spelling.encode(characters, text)));
    }
    return inputs;
  }

  @Override
  public ReadSteps nothing() {
    return new ReadSteps.OfTokens(List.of());
  }

  @Override
  public long unknown(List<Values> inputs) {
    int unk = tokens.unknown();
    return Arrays.stream(((Values.OfIds) inputs.get(0)).ids()).filter(id -> id == unk).count();
  }
}
