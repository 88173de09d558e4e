package org.ravel.example;

import java.util.List;

/**
 * An independent example as text.
 *
 * @param tokens what is read
 * @param labels one for each token, or one
 * @param cut whether it was longer
 */
public record LabelledText(List<String> tokens, List<String> labels, boolean cut) {

  /** The same with its first tokens only, and their labels. */
  LabelledText cutTo(int steps) {
    List<String> kept =
        labels.size() == tokens.size() && labels.size() > 1 ? labels.subList(0, steps) : labels;
    return new LabelledText(tokens.subList(0, steps), kept, true);
  }
}
