package org.ravel.network;

/**
 * A {@link LearningNetwork} as it travels.
 *
 * @param layers in JSON
 * @param frozen numbers of the parameters that stay as they are
 */
record LearningSource(String layers, UpdateRules rules, float[] frozen) implements NetworkSource {

  @Override
  public Topology topology() {
    return NetworkJson.topology(layers);
  }

  @Override
  public Network open() {
    return new LearningNetwork(topology(), rules, frozen);
  }
}
