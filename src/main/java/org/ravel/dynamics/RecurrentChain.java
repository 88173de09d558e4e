package org.ravel.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ravel.error.ConfigurationException;
import org.ravel.network.Chain;
import org.ravel.network.Stack;
import org.ravel.network.Topology;
import org.ravel.network.feeding.FeedingLayer;
import org.ravel.network.head.BernoulliLayer;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.ActivationPenaltyLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.NormalisationLayer;
import org.ravel.network.layer.WindowLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.pooling.PoolingLayer;

/**
 * A network whose next state follows from its state and the symbol alone, and whose answer follows
 * from the state: recurrent layers over ids, with nothing between or behind them that sees other
 * steps.
 *
 * @param chain the whole network
 * @param below the layers after the input up to the last recurrent one
 * @param above those behind it
 */
record RecurrentChain(Chain chain, List<Stack.Placed> below, List<Stack.Placed> above) {
  /** Labels of a set that is one id. */
  private static final int MOST_LABELS = 30;

  RecurrentChain {
    below = List.copyOf(below);
    above = List.copyOf(above);
  }

  /**
   * A network as one.
   *
   * @throws ConfigurationException if it is none
   */
  static RecurrentChain of(Topology topology) {
    if (!(topology instanceof Chain chain)) {
      throw refused("an encoder and a decoder");
    }
    if (!(chain.input() instanceof TokenRecurrentLayer)
        && !(chain.input() instanceof EmbeddingLayer)) {
      throw refused("an input that is not one id a step");
    }
    if (!(chain.head() instanceof SoftmaxLayer) && !isOfSets(chain)) {
      throw refused("a head that predicts neither a symbol nor at most 30 labels");
    }
    List<Stack.Placed> placed = chain.stack().placed();
    int last = -1;
    for (int i = 0; i < placed.size(); i++) {
      last = isRecurrent(placed.get(i).layer()) ? i : last;
    }
    if (last < 0 && !(chain.input() instanceof TokenRecurrentLayer)) {
      throw refused("no recurrent layer");
    }
    for (int i = 0; i < placed.size(); i++) {
      requireStepwise(placed.get(i).layer(), i > last);
    }
    return new RecurrentChain(
        chain, placed.subList(0, last + 1), placed.subList(last + 1, placed.size()));
  }

  private static boolean isOfSets(Chain chain) {
    return chain.head() instanceof BernoulliLayer sets && sets.labels() <= MOST_LABELS;
  }

  /** Whether any number of labels is predicted at once. */
  boolean predictsSets() {
    return isOfSets(chain);
  }

  private static boolean isRecurrent(Layer layer) {
    return !layer.states().isEmpty()
        && !(layer instanceof WindowLayer)
        && !(layer instanceof FeedingLayer);
  }

  private static void requireStepwise(Layer layer, boolean above) {
    boolean stepwise =
        isRecurrent(layer)
            || layer instanceof DenseLayer
            || layer instanceof DropoutLayer
            || layer instanceof ActivationPenaltyLayer
            || layer instanceof NormalisationLayer
            || (above && isLastStep(layer));
    if (!stepwise) {
      throw refused("a layer that sees several steps, %s".formatted(layer));
    }
  }

  private static boolean isLastStep(Layer layer) {
    return layer instanceof PoolingLayer pooling && pooling.rule() == PoolingLayer.Rule.LAST;
  }

  static ConfigurationException refused(String found) {
    return new ConfigurationException(
        "the model has %s, but only networks of recurrent layers over ids have a state that says all: name a language model, or a recognition, labelling or classification of model.bidirectional=false, and of whole sequences model.pooling=last"
            .formatted(found));
  }

  /** The names and widths of each recurrent layer's state, in the order of the layers. */
  List<Map<String, Integer>> states() {
    List<Map<String, Integer>> states = new ArrayList<>();
    if (chain.input() instanceof TokenRecurrentLayer first) {
      states.add(new TreeMap<>(first.recurrent().states()));
    }
    for (Stack.Placed placed : below) {
      if (isRecurrent(placed.layer())) {
        states.add(new TreeMap<>(placed.layer().states()));
      }
    }
    return states;
  }

  /** All numbers of a state in their order. */
  List<StateVariable> variables() {
    List<StateVariable> variables = new ArrayList<>();
    List<Map<String, Integer>> states = states();
    for (int layer = 0; layer < states.size(); layer++) {
      for (Map.Entry<String, Integer> array : states.get(layer).entrySet()) {
        for (int unit = 1; unit <= array.getValue(); unit++) {
          variables.add(new StateVariable(layer + 1, array.getKey(), unit));
        }
      }
    }
    return variables;
  }
}
