/**
 * A lock on storage that ends by itself when its holder does: a lease that a heartbeat renews.
 *
 * <p>Holders are numbered, each by a rename to the next number, of which exactly one process
 * succeeds; whoever has the highest number holds the lock. Whether a holder is alive is seen by the
 * file system's clock alone, so the clocks of machines need not agree.
 */
package org.ravel.lock;
