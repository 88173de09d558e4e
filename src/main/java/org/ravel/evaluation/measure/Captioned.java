package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ravel.config.Better;
import org.ravel.config.Task;
import org.ravel.evaluation.measure.Figure.Unit;

/**
 * What captions came to: against each target token after the true ones before it, and what a model
 * writes by itself.
 *
 * @param targets tokens of all captions, their ends among them
 * @param right targets that were the most probable token
 * @param unknown targets that are {@code <unk>}
 * @param nats sum of the negative log-likelihoods of the targets
 * @param written what it writes by itself
 * @param targetModels models of the captions alone, on the same targets
 */
public record Captioned(
    long targets,
    long right,
    long unknown,
    double nats,
    Written written,
    List<Text.Baseline> targetModels)
    implements Measures {

  /** Held against no model of the captions alone. */
  public Captioned(long targets, long right, long unknown, double nats, Written written) {
    this(targets, right, unknown, nats, written, List.of());
  }

  /**
   * What a model writes beside the references.
   *
   * @param images number of them
   * @param tokens that it has written, without punctuation
   * @param referenceTokens of the references that are closest in length
   * @param baselines on the same images; none where nobody looked at training
   * @param worst the images with the lowest CIDEr-D of their own, the worst one first
   * @param random images that were not chosen by how good they are
   */
  public record Written(
      long images,
      Scores scores,
      long tokens,
      long referenceTokens,
      List<Baseline> baselines,
      List<Caption> worst,
      List<Caption> random)
      implements Serializable {

    /** The one with the highest BLEU-4; empty where there is none. */
    public Optional<Baseline> bestBaseline() {
      return baselines.stream().max(Comparator.comparing(one -> one.scores().bleu4()));
    }
  }

  /**
   * Scores of all images.
   *
   * @param bleu with n-grams up to 1, 2, 3 and 4, from 0 to 100
   * @param cider CIDEr-D, mostly from 0 to 1
   */
  public record Scores(List<Double> bleu, double cider) implements Serializable {

    /** The one by which models are compared. */
    public double bleu4() {
      return bleu.get(3);
    }
  }

  /**
   * What is written without a network.
   *
   * @param name what it is
   * @param example a caption that it writes
   */
  public record Baseline(String name, Scores scores, String example) implements Serializable {}

  /**
   * An image.
   *
   * @param index its number in the split, from 0
   * @param image its name; empty without one
   * @param cider CIDEr-D of this image
   * @param looked where the model looked when it wrote; null of a model that does not look, and
   *     where nobody asked
   */
  public record Caption(
      long index, String image, List<String> references, String output, double cider, Looked looked)
      implements Serializable {

    /** The same; of these images it is known where the model looked, by their numbers. */
    public Caption with(Map<Long, Looked> known) {
      return new Caption(
          index, image, references, output, cider, known.getOrDefault(index, looked));
    }
  }

  /**
   * Where a model looked.
   *
   * @param output the tokens that were written, their end behind them
   * @param weights of the image's places, for each token that was written
   */
  public record Looked(List<String> output, List<List<Double>> weights) implements Serializable {}

  @Override
  public String target() {
    return Task.CAPTIONING.target();
  }

  @Override
  public double loss() {
    return nats / targets;
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    List<Double> bleu = written.scores().bleu();
    for (int order = bleu.size(); order >= 1; order--) {
      figures.add(Figure.of("BLEU-" + order, bleu.get(order - 1), Unit.NUMBER, Better.HIGHER));
    }
    figures.add(Figure.of("CIDEr-D", written.scores().cider(), Unit.NUMBER, Better.HIGHER));
    figures.add(Figure.of("perplexity", Math.exp(loss()), Unit.NUMBER, Better.LOWER));
    figures.add(Figure.of("accuracy", (double) right / targets, Unit.SHARE, Better.HIGHER));
    figures.add(
        Figure.of(
            "length ratio",
            (double) written.tokens() / written.referenceTokens(),
            Unit.NUMBER,
            null));
    return figures;
  }
}
