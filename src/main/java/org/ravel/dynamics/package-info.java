/**
 * A trained recurrent network as a dynamical system: how its state follows from a state and a
 * symbol, and what can be seen of it.
 */
package org.ravel.dynamics;
