/** What hidden states may be, given what they have emitted: sums over paths, and the best path. */
package org.ravel.hiddenmarkov.inference;
