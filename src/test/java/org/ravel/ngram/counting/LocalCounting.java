package org.ravel.ngram.counting;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ravel.config.NGramConfig.Smoothing;
import org.ravel.ngram.GramBytes;
import org.ravel.ngram.GramRows;
import org.ravel.ngram.Interpolation;
import org.ravel.ngram.NGramHeader;
import org.ravel.ngram.PartBuilder;

/**
 * The steps of {@link NGramCounting} in one thread, with any number of buckets and parts.
 *
 * @param texts each read from its beginning
 * @param endOfDocument −1 for none
 */
public record LocalCounting(
    List<int[]> texts, int order, Smoothing smoothing, int tokens, int endOfDocument) {

  /** The model's file. */
  public byte[] file(int buckets, int parts, long seed) {
    CountingRules rules =
        new CountingRules(order, smoothing, tokens, endOfDocument, order == 1 ? 0 : parts);
    List<CountedBucket> counted =
        windows(rules, buckets, new Random(seed)).stream()
            .map(rows -> CountedBucket.count(rules, rows))
            .toList();
    GramTotals totals =
        counted.stream().map(CountedBucket::totals).reduce(GramTotals::plus).orElseThrow();
    totals.completeUnigrams();
    Interpolation interpolation =
        smoothing == Smoothing.KNESER_NEY
            ? new Interpolation.KneserNey(totals.discounts())
            : new Interpolation.WittenBell();
    List<byte[]> written = new ArrayList<>();
    for (int part = 0; part < rules.parts(); part++) {
      GramRows grams = new GramRows(order);
      for (CountedBucket bucket : counted) {
        GramBytes.read(bucket.part(part), grams);
      }
      written.add(PartBuilder.build(order, grams, tokens, part, rules.parts(), interpolation));
    }
    NGramHeader header =
        new NGramHeader(
            order,
            NGramHeader.Combination.INTERPOLATED,
            written.stream().map(bytes -> bytes.length).toList(),
            interpolation.unigrams(totals.unigrams()));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(header.bytes());
    written.forEach(file::writeBytes);
    return file.toByteArray();
  }

  /** Texts in sequences of random lengths, whose windows are sent in several blocks. */
  private List<GramRows> windows(CountingRules rules, int buckets, Random random) {
    List<GramRows> received = new ArrayList<>();
    List<GramRows> block = new ArrayList<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      received.add(new GramRows(order));
      block.add(new GramRows(order));
    }
    for (int[] text : texts) {
      GramWindows windows = new GramWindows(rules);
      for (int from = 0; from + 1 < text.length; ) {
        int to = Math.min(text.length - 1, from + 1 + random.nextInt(7));
        windows.add(Arrays.copyOfRange(text, from, to + 1));
        from = to;
        if (random.nextInt(3) == 0) {
          count(windows, block);
          send(block, received);
        }
      }
      count(windows, block);
    }
    send(block, received);
    return received;
  }

  private void count(GramWindows windows, List<GramRows> block) {
    for (int place = 0; place < windows.size(); place++) {
      if (windows.length(place) > 0) {
        int end = windows.tokens()[place] * 7 + (order > 1 ? windows.tokens()[place - 1] : 0);
        block.get(end % block.size()).addBackwards(windows.tokens(), place, windows.length(place));
      }
    }
    windows.forget();
  }

  private void send(List<GramRows> block, List<GramRows> received) {
    for (int bucket = 0; bucket < block.size(); bucket++) {
      GramBytes bytes = new GramBytes(order);
      for (int row : block.get(bucket).distinct()) {
        bytes.add(block.get(bucket), row);
      }
      GramBytes.read(bytes.toBytes(), received.get(bucket));
      block.get(bucket).clear();
    }
  }
}
