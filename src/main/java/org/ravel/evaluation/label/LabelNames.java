package org.ravel.evaluation.label;

import java.io.Serializable;
import java.util.List;
import org.ravel.corpus.Vocabulary;

/**
 * Labels by their ids, and an id for what is none of them: a true label that training did not have,
 * or the answer of a model whose outputs are not numbers.
 */
public record LabelNames(List<String> names) implements Serializable {
  private static final String OTHER = "(none of the labels)";

  public LabelNames {
    names = List.copyOf(names);
  }

  /** A vocabulary of labels. */
  public static LabelNames of(Vocabulary labels) {
    return new LabelNames(labels.tokens());
  }

  /** The id of what is none of the labels. */
  int other() {
    return names.size();
  }

  /** The id of a true label, whatever its number. */
  int known(int id) {
    return id >= 0 && id < names.size() ? id : other();
  }

  String name(int id) {
    return id == other() ? OTHER : names.get(id);
  }
}
