package org.ravel.network;

/**
 * A {@link ChainNetwork} as it travels.
 *
 * @param chain in JSON
 * @param frozen numbers of the parameters that stay as they are
 */
record ChainSource(String chain, UpdateRules rules, float[] frozen) implements NetworkSource {

  @Override
  public Network open() {
    return new ChainNetwork(NetworkJson.chain(chain), rules, frozen);
  }
}
