package org.ravel.evaluation.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Decoded.Aligned;
import org.ravel.evaluation.measure.Decoded.Translated;
import org.ravel.evaluation.tally.Sums;

/**
 * What a model writes beside the references, on any number of blocks.
 *
 * @param byLength sums by {@link LengthBuckets} of the source
 * @param diversity of the outputs
 * @param referenceDiversity of the references
 * @param aligned where sentences that were not chosen by how good they are looked
 */
public record OutputSums(
    Map<Integer, WrittenSums> byLength,
    DistinctNgrams diversity,
    DistinctNgrams referenceDiversity,
    List<Translated> worst,
    List<Translated> random,
    List<Aligned> aligned)
    implements Sums<OutputSums> {
  /** As many as a person looks at. */
  private static final int KEPT = 20;

  /** As many plots as a person looks at. */
  static final int ALIGNED = 5;

  private static final Comparator<Translated> WORST =
      Comparator.comparingDouble(Translated::chrf).thenComparing(Translated::index);

  /** Follows from a sentence's number alone. */
  private static final Comparator<Long> SHUFFLED =
      Comparator.<Long>comparingLong(index -> new SplittableRandom(index).nextLong())
          .thenComparing(Comparator.naturalOrder());

  private static final Comparator<Translated> RANDOM =
      Comparator.comparing(Translated::index, SHUFFLED);

  private static final Comparator<Aligned> RANDOM_ALIGNED =
      Comparator.comparing(Aligned::index, SHUFFLED);

  private static final String SIGNATURE = "nrefs:1|case:%s|eff:no|tok:%s|smooth:exp";
  private static final String CHRF_SIGNATURE = "nrefs:1|case:%s|eff:yes|nc:6|nw:0|space:no";

  /**
   * Of one sentence.
   *
   * @param sourceTokens of the source
   * @param output ids of its tokens, without the end
   * @param reference the same
   */
  static OutputSums of(Translated sentence, int sourceTokens, int[] output, int[] reference) {
    WrittenSums sums =
        WrittenSums.of(
            sentence.output(),
            sentence.reference(),
            Arrays.equals(output, reference),
            output.length,
            reference.length);
    return new OutputSums(
        Map.of(LengthBuckets.of(sourceTokens), sums),
        DistinctNgrams.of(output),
        DistinctNgrams.of(reference),
        List.of(sentence),
        List.of(sentence),
        List.of());
  }

  /** The same; of these sentences it is known where they looked. */
  OutputSums with(List<Aligned> looked) {
    return new OutputSums(byLength, diversity, referenceDiversity, worst, random, looked);
  }

  @Override
  public OutputSums plus(OutputSums other) {
    Map<Integer, WrittenSums> both = new HashMap<>(byLength);
    other.byLength.forEach((bucket, sums) -> both.merge(bucket, sums, WrittenSums::plus));
    return new OutputSums(
        both,
        diversity.plus(other.diversity),
        referenceDiversity.plus(other.referenceDiversity),
        first(worst, other.worst, WORST, KEPT),
        first(random, other.random, RANDOM, KEPT),
        first(aligned, other.aligned, RANDOM_ALIGNED, ALIGNED));
  }

  private static <T> List<T> first(List<T> a, List<T> b, Comparator<T> order, int count) {
    List<T> both = new ArrayList<>(a);
    both.addAll(b);
    both.sort(order);
    return List.copyOf(both.subList(0, Math.min(count, both.size())));
  }

  /**
   * What it comes to.
   *
   * @param baselines on the same sentences
   * @param lowerCase whether all of it was folded to lower case, as sacreBLEU does by its option
   */
  public Decoded.Output measures(List<Decoded.Baseline> baselines, boolean lowerCase) {
    String caseOfAll = lowerCase ? "lc" : "mixed";
    WrittenSums all = byLength.values().stream().reduce(WrittenSums.NONE, WrittenSums::plus);
    return new Decoded.Output(
        all.sentences(),
        all.exact(),
        new Decoded.Score(all.bleu().score(), SIGNATURE.formatted(caseOfAll, "13a")),
        new Decoded.Score(all.bleuOfWords().score(), SIGNATURE.formatted(caseOfAll, "none")),
        new Decoded.Score(all.chrf().score(), CHRF_SIGNATURE.formatted(caseOfAll)),
        all.tokens(),
        all.referenceTokens(),
        diversity.measures(),
        referenceDiversity.measures(),
        LengthBuckets.measures(byLength),
        worst,
        random,
        aligned,
        baselines);
  }
}
