package org.ravel.network;

/**
 * A {@link LearningNetwork} as it travels.
 *
 * @param topology in JSON
 * @param frozen numbers of the parameters that stay as they are
 */
record LearningSource(String topology, UpdateRules rules, float[] frozen) implements NetworkSource {

  @Override
  public Network open() {
    return new LearningNetwork(NetworkJson.topology(topology), rules, frozen);
  }
}
