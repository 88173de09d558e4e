package org.ravel.shard.preparation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.ravel.config.Split;
import org.ravel.config.SplitConfig;
import org.ravel.corpus.DocumentSplit;

/**
 * The part of a stream that a split's sequences are cut from: the tokens {@code [first, end)}, of
 * which the first is an input only and all others are targets.
 *
 * @param tokens tokens of the split itself; those of a split that follows another one in the same
 *     stream do not include the first input, which is the other's last token
 */
record SplitWindow(Split split, int stream, long first, long end, long tokens)
    implements Serializable {

  /**
   * The windows of all splits.
   *
   * <p>Splits by tokens cut one stream of {@code n} tokens at {@code floor(n · (1 − validation −
   * test))} and {@code floor(n · (1 − test))}. Splits by documents have a stream each.
   *
   * @param totals tokens of each stream
   */
  static List<SplitWindow> of(SplitConfig config, long[] totals) {
    List<SplitWindow> windows = new ArrayList<>();
    if (config.by() == SplitConfig.By.DOCUMENTS) {
      DocumentSplit streams = DocumentSplit.of(config);
      for (Split split : Split.values()) {
        int stream = streams.stream(split);
        windows.add(new SplitWindow(split, stream, 0, totals[stream], totals[stream]));
      }
    } else {
      long total = totals[0];
      long validationStart = config.start(Split.VALIDATION, total);
      long testStart = config.start(Split.TEST, total);
      windows.add(contiguous(Split.TRAIN, 0, validationStart));
      windows.add(contiguous(Split.VALIDATION, validationStart, testStart));
      windows.add(contiguous(Split.TEST, testStart, total));
    }
    return List.copyOf(windows);
  }

  private static SplitWindow contiguous(Split split, long start, long end) {
    return new SplitWindow(split, 0, Math.max(0, start - 1), end, end - start);
  }

  /** Tokens that are predicted. */
  long targets() {
    return tokens == 0 ? 0 : Math.max(0, end - first - 1);
  }

  /** Number of sequences; the last one may be short. */
  long sequences(int sequenceLength) {
    return ceilDiv(targets(), sequenceLength);
  }

  /** Index of the first sequence whose first token stands at {@code position} or later. */
  long sequenceFrom(long position, int sequenceLength) {
    long sequence = ceilDiv(Math.max(0, position - first), sequenceLength);
    return Math.min(sequence, sequences(sequenceLength));
  }

  private static long ceilDiv(long dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
