package org.ravel.model;

import java.util.List;
import org.ravel.network.Chain;
import org.ravel.network.EncoderDecoder;
import org.ravel.network.Topology;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.feeding.FeedingLayer;
import org.ravel.network.head.BernoulliLayer;
import org.ravel.network.head.CrfLayer;
import org.ravel.network.head.GaussianLayer;
import org.ravel.network.head.QuantileLayer;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.head.SquaredErrorLayer;
import org.ravel.network.head.StudentTLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.NumbersLayer;
import org.ravel.network.input.SeriesEmbeddingLayer;
import org.ravel.network.input.SpelledEmbeddingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.ConvolutionLayer;
import org.ravel.network.layer.WindowLayer;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.pooling.ContextLayer;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.network.tree.TreeLayer;
import org.ravel.sequence.Alignment;

/** A model's layers know the tokens or numbers and the labels that it is for, at both ends. */
final class EndWidths {
  private EndWidths() {}

  /**
   * Refuses layers of another kind, for another vocabulary or another width.
   *
   * @throws IllegalArgumentException if they are
   */
  static void require(Topology topology, NetworkEnds ends) {
    if (topology instanceof EncoderDecoder both) {
      requirePairs(both, ends);
    } else {
      requireChain((Chain) topology, ends);
    }
  }

  private static void requirePairs(EncoderDecoder both, NetworkEnds ends) {
    if (ends.targets() != Alignment.OWN_STEPS || looksAtAMemory(both.encoder().layers())) {
      throw new IllegalArgumentException("the layers are not those of the model's task");
    }
    Chain decoder = both.decoder();
    String target = "tokens but the target vocabulary has";
    requireInput(both.encoder().input(), ends.input());
    require("decoder's first", symbols(decoder.input()), ends.classes(), target);
    require("last", classes(decoder.head()), ends.classes(), target);
  }

  private static void requireChain(Chain chain, NetworkEnds ends) {
    boolean text = ends.targets() == Alignment.NEXT_STEP;
    boolean pools = chain.layers().stream().anyMatch(layer -> layer instanceof PoolingLayer);
    boolean composes = chain.layers().stream().anyMatch(layer -> layer instanceof TreeLayer);
    if (ends.targets() == Alignment.OWN_STEPS
        || looksAtAMemory(chain.layers())
        || pools != ends.targets().isOfWhole()
        || composes != (ends.targets() == Alignment.NODES)
        || (chain.head() instanceof BernoulliLayer) != ends.targets().isOfSets()
        || isOfNumbers(chain.head()) != ends.targets().isOfNumbers()
        || (text && !readsTextForward(chain))) {
      throw new IllegalArgumentException("the layers are not those of the model's task");
    }
    requireInput(chain.input(), ends.input());
    require(
        "last",
        classes(chain.head()),
        ends.classes(),
        switch (ends.targets()) {
          case NEXT_STEP -> "tokens but the vocabulary has";
          case HORIZON -> "numbers but the model forecasts";
          case VALUES -> "numbers but the model predicts";
          case SAME_STEP, WHOLE, SET, STEP_SETS, OWN_STEPS, NODES -> "labels but the model has";
        });
  }

  /** Whether it can predict each next token: none of its layers sees what is to come. */
  private static boolean readsTextForward(Chain chain) {
    boolean seesLater =
        chain.layers().stream()
            .anyMatch(
                layer ->
                    layer instanceof BidirectionalLayer
                        || layer instanceof ConvolutionLayer
                        || (layer instanceof WindowLayer window && window.after() > 0));
    return !seesLater
        && (chain.input() instanceof TokenRecurrentLayer || chain.input() instanceof EmbeddingLayer)
        && chain.head() instanceof SoftmaxLayer;
  }

  private static boolean isOfNumbers(HeadLayer head) {
    return head instanceof SquaredErrorLayer
        || head instanceof GaussianLayer
        || head instanceof StudentTLayer
        || head instanceof QuantileLayer;
  }

  /** As only a decoder does. */
  private static boolean looksAtAMemory(List<Layer> layers) {
    return layers.stream()
        .anyMatch(
            layer ->
                layer instanceof AttentionLayer
                    || layer instanceof ContextLayer
                    || layer instanceof FeedingLayer);
  }

  private static void requireInput(InputLayer input, NetworkInput known) {
    if (known instanceof NetworkInput.OfTrees trees) {
      requireInput(input, trees.leaves());
    } else if (known instanceof NetworkInput.OfTokens tokens) {
      require("first", symbols(input), tokens.symbols(), "tokens but the vocabulary has");
      require("first", characters(input), tokens.characters(), "characters but the model has");
    } else if (input instanceof SeriesEmbeddingLayer layer
        && known instanceof NetworkInput.OfSeries series) {
      require("first", layer.numbers(), series.numbers(), "numbers a step but the model reads");
      require("first", layer.series(), series.series(), "series but the model has");
    } else if (!(input instanceof NumbersLayer)) {
      throw new IllegalArgumentException("the first layer reads no numbers");
    } else if (known instanceof NetworkInput.OfNumbers numbers) {
      require("first", input.width(), numbers.width(), "numbers a step but the model reads");
    } else if (known instanceof NetworkInput.OfSeries series) {
      require("first", input.width(), series.numbers(), "numbers a step but the model reads");
    }
  }

  private static int symbols(InputLayer input) {
    if (input instanceof TokenRecurrentLayer layer) {
      return layer.vocabularySize();
    } else if (input instanceof EmbeddingLayer layer) {
      return layer.symbols();
    } else if (input instanceof SpelledEmbeddingLayer layer) {
      return layer.words().symbols();
    }
    throw new IllegalArgumentException("the first layer reads no tokens");
  }

  private static int characters(InputLayer input) {
    return input instanceof SpelledEmbeddingLayer layer ? layer.characters().symbols() : 0;
  }

  private static int classes(HeadLayer head) {
    if (head instanceof SoftmaxLayer layer) {
      return layer.classes();
    } else if (head instanceof CrfLayer layer) {
      return layer.labels();
    } else if (head instanceof BernoulliLayer layer) {
      return layer.labels();
    } else if (head instanceof SquaredErrorLayer layer) {
      return layer.width();
    } else if (head instanceof GaussianLayer layer) {
      return layer.width();
    } else if (head instanceof StudentTLayer layer) {
      return layer.width();
    } else if (head instanceof QuantileLayer layer) {
      return layer.width();
    }
    throw new IllegalArgumentException("the last layer predicts no tokens, labels or numbers");
  }

  private static void require(String place, int known, int expected, String what) {
    if (known != expected) {
      throw new IllegalArgumentException(
          "the %s layer knows %d %s %d".formatted(place, known, what, expected));
    }
  }
}
