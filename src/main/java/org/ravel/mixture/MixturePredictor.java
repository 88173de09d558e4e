package org.ravel.mixture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Steps;

/**
 * Predicts with several models at once. Its hidden state has a layer for each model, whose arrays
 * are those of all layers of that model, by number and name.
 */
final class MixturePredictor implements Predictor {
  private static final char SEPARATOR = '/';

  private final List<Predictor> models;
  private final double[] weights;

  MixturePredictor(List<Predictor> models, double[] weights) {
    this.models = models;
    this.weights = weights;
  }

  @Override
  public int vocabularySize() {
    return models.get(0).vocabularySize();
  }

  @Override
  public HiddenState start() {
    return HiddenState.zero();
  }

  @Override
  public Categorical answer(Steps inputs, HiddenState state) {
    List<Categorical> answers = new ArrayList<>();
    List<Map<String, INDArray>> moved = new ArrayList<>();
    try {
      for (int model = 0; model < models.size(); model++) {
        HiddenState own = apart(state.layer(model));
        answers.add(models.get(model).predict(inputs, own));
        moved.add(together(own));
      }
    } catch (RuntimeException e) {
      answers.forEach(Categorical::close);
      throw e;
    }
    state.moveTo(moved);
    return new MixtureDistributions(answers, weights);
  }

  private static Map<String, INDArray> together(HiddenState own) {
    Map<String, INDArray> arrays = new HashMap<>();
    for (int layer = 0; layer < own.layers().size(); layer++) {
      String prefix = layer + String.valueOf(SEPARATOR);
      own.layer(layer).forEach((name, array) -> arrays.put(prefix + name, array));
    }
    return arrays;
  }

  /** A layer without arrays is at zero, and so are those behind the last one that has some. */
  private static HiddenState apart(Map<String, INDArray> arrays) {
    List<Map<String, INDArray>> layers = new ArrayList<>();
    arrays.forEach(
        (key, array) -> {
          int end = key.indexOf(SEPARATOR);
          int layer = Integer.parseInt(key.substring(0, end));
          while (layers.size() <= layer) {
            layers.add(new HashMap<>());
          }
          layers.get(layer).put(key.substring(end + 1), array);
        });
    return new HiddenState(layers);
  }

  @Override
  public void close() {
    models.forEach(Predictor::close);
  }
}
