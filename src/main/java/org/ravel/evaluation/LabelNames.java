package org.ravel.evaluation;

import java.io.Serializable;
import java.util.List;

/**
 * Labels by their ids, and an id for what is none of them: a true label that training did not have,
 * or the answer of a model whose outputs are not numbers.
 */
record LabelNames(List<String> names) implements Serializable {
  private static final String OTHER = "(none of the labels)";

  LabelNames {
    names = List.copyOf(names);
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
