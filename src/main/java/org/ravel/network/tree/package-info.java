/** The nodes of trees, from the leaves to the root. */
package org.ravel.network.tree;
