/** The finite automaton in a network: by clusters of its states, and by exact learning. */
package org.ravel.dynamics.automaton;
