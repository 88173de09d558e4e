package org.ravel.evaluation.caption;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Captioned.Caption;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Few;
import org.ravel.evaluation.tally.Sums;
import org.ravel.evaluation.translation.Bleu;

/**
 * What is written of images beside the references, on any number of blocks.
 *
 * @param cider sum of the images' scores
 */
public record CaptionSums(
    long images, Bleu bleu, ExactSum cider, List<Caption> worst, List<Caption> random)
    implements Sums<CaptionSums> {
  private static final Comparator<Caption> WORST =
      Comparator.comparingDouble(Caption::cider).thenComparing(Caption::index);

  private static final Comparator<Caption> RANDOM =
      Comparator.comparing(Caption::index, Few.SHUFFLED);

  /** Of one image. */
  static CaptionSums of(Bleu bleu, Caption caption) {
    return new CaptionSums(
        1, bleu, ExactSum.ZERO.plus(caption.cider()), List.of(caption), List.of(caption));
  }

  /** Captions that a person may look at. */
  Set<Long> shown() {
    return Stream.of(worst, random)
        .flatMap(List::stream)
        .map(Caption::index)
        .collect(Collectors.toSet());
  }

  /** The same; of these images it is known where the model looked. */
  CaptionSums with(Map<Long, Captioned.Looked> looked) {
    return new CaptionSums(
        images,
        bleu,
        cider,
        worst.stream().map(caption -> caption.with(looked)).toList(),
        random.stream().map(caption -> caption.with(looked)).toList());
  }

  @Override
  public CaptionSums plus(CaptionSums other) {
    return new CaptionSums(
        images + other.images,
        bleu.plus(other.bleu),
        cider.plus(other.cider),
        Few.first(Few.MOST, worst, other.worst, WORST),
        Few.first(Few.MOST, random, other.random, RANDOM));
  }

  /**
   * What it comes to.
   *
   * @param baselines on the same images
   */
  public Captioned.Written measures(List<Captioned.Baseline> baselines) {
    return new Captioned.Written(
        images, scores(), bleu.length(), bleu.referenceLength(), baselines, worst, random);
  }

  /** What they come to. */
  Captioned.Scores scores() {
    return new Captioned.Scores(
        IntStream.rangeClosed(1, Bleu.ORDERS).mapToObj(bleu::unsmoothed).toList(),
        cider.value() / images);
  }
}
