package org.ravel.example;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.corpus.Spelling;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Preorder;
import org.ravel.sequence.Values;

/**
 * Gives tokens their ids.
 *
 * @param tokens their vocabulary
 * @param characters that of the characters of tokens; null where those are not read
 * @param trees whether the tokens are the leaves of trees
 */
public record TokenEncoder(Vocabulary tokens, Vocabulary characters, boolean trees)
    implements ExampleEncoder {

  @Override
  public List<Values> inputs(ReadSteps steps) {
    List<String> text = tokens(steps);
    List<Values> inputs = new ArrayList<>();
    inputs.add(ExampleEncoder.ids(tokens, text));
    if (characters != null) {
      inputs.add(new Values.OfIds(Spelling.encode(characters, text)));
    }
    if (steps instanceof ReadSteps.OfTree tree) {
      int[] children = tree.children().stream().mapToInt(Integer::intValue).toArray();
      inputs.add(new Values.OfChildren(new Preorder(children)));
    }
    return inputs;
  }

  /** The tokens of a text, or of a tree's leaves. */
  static List<String> tokens(ReadSteps steps) {
    return steps instanceof ReadSteps.OfTree tree
        ? tree.words()
        : ((ReadSteps.OfTokens) steps).tokens();
  }

  @Override
  public ReadSteps nothing() {
    return trees ? new ReadSteps.OfTree(List.of(), List.of()) : new ReadSteps.OfTokens(List.of());
  }

  @Override
  public long unknown(List<Values> inputs) {
    int unk = tokens.unknown();
    return Arrays.stream(((Values.OfIds) inputs.get(0)).ids()).filter(id -> id == unk).count();
  }
}
