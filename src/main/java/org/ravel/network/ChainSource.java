package org.ravel.network;

/**
 * A {@link ChainNetwork} as it travels.
 *
 * @param chain in JSON
 */
record ChainSource(String chain, UpdateRules rules) implements NetworkSource {

  @Override
  public Network open() {
    return new ChainNetwork(NetworkJson.chain(chain), rules);
  }
}
