package org.ravel.corpus;

import java.io.Serializable;
import org.ravel.config.Split;
import org.ravel.config.SplitConfig;

/**
 * Which stream a document's tokens belong to. When splits are cut from the tokens there is one
 * stream, 0. When documents are divided, each split is a stream of its own, with the split's
 * ordinal as its index.
 */
public record DocumentSplit(boolean byDocuments, double validation, double test)
    implements Serializable {
  private static final int SPLITS = Split.values().length;

  /** As configured. */
  public static DocumentSplit of(SplitConfig config) {
    return new DocumentSplit(
        config.by() == SplitConfig.By.DOCUMENTS, config.validation(), config.test());
  }

  /** Number of streams. */
  public int streams() {
    return byDocuments ? SPLITS : 1;
  }

  /** The stream that holds a split's tokens. */
  public int stream(Split split) {
    if (!byDocuments) {
      return 0;
    }
    return switch (split) {
      case TRAIN -> 0;
      case VALIDATION -> 1;
      case TEST -> 2;
    };
  }

  /** The split of a document with this content, where documents are divided. */
  public Split split(String content) {
    return Split.values()[stream(DocumentHash.of(content))];
  }

  /** The stream of a document with this hash. */
  int stream(long hash) {
    if (!byDocuments) {
      return 0;
    }
    double uniform = (hash >>> 11) * 0x1p-53;
    if (uniform < validation) {
      return stream(Split.VALIDATION);
    }
    return stream(uniform < validation + test ? Split.TEST : Split.TRAIN);
  }
}
