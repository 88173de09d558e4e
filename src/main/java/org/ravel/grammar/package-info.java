/**
 * Text of known entropy: probabilistic context-free grammars whose entropy is computed in closed
 * form, and sample corpora drawn from them. A model's loss on such text can be held against the
 * limit that no model can pass.
 */
package org.ravel.grammar;
