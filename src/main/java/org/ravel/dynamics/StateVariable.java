package org.ravel.dynamics;

/**
 * One number of a state.
 *
 * @param layer of the recurrent layers, from 1
 * @param array of the layer's state, such as {@code hidden} or {@code memory}
 * @param unit of the layer, from 1
 */
public record StateVariable(int layer, String array, int unit) {

  /**
   * What it is called.
   *
   * @param layers of the network; of a single one its number is left out
   */
  public String name(int layers) {
    String name = array + " " + unit;
    return layers == 1 ? name : "layer %d %s".formatted(layer, name);
  }
}
