package org.ravel.subword;

import java.io.Serializable;

/** Two symbols that stand side by side and become one. */
public record Merge(String left, String right) implements Serializable {

  /** The symbol that they become. */
  public String merged() {
    return left + right;
  }
}
