package org.ravel.evaluation.translation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Decoded.Aligned;
import org.ravel.evaluation.measure.Decoded.Translated;
import org.ravel.evaluation.tally.Few;
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
  /** As many plots as a person looks at. */
  static final int ALIGNED = 5;

  private static final Comparator<Translated> WORST =
      Comparator.comparingDouble(Translated::chrf).thenComparing(Translated::index);

  private static final Comparator<Translated> RANDOM =
      Comparator.comparing(Translated::index, Few.SHUFFLED);

  private static final Comparator<Aligned> RANDOM_ALIGNED =
      Comparator.comparing(Aligned::index, Few.SHUFFLED);

  private static final String SIGNATURE = "nrefs:1|case:%s|eff:no|tok:%s|smooth:exp";
  private static final String CHRF_SIGNATURE = "nrefs:1|case:%s|eff:yes|nc:6|nw:0|space:no";

  /**
   * Of one sentence.
   *
   * @param sums of it
   * @param sourceTokens of the source
   * @param output ids of its tokens, without the end
   * @param reference the same
   */
  static OutputSums of(
      Translated sentence, WrittenSums sums, int sourceTokens, int[] output, int[] reference) {
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
        Few.first(Few.MOST, worst, other.worst, WORST),
        Few.first(Few.MOST, random, other.random, RANDOM),
        Few.first(ALIGNED, aligned, other.aligned, RANDOM_ALIGNED));
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
