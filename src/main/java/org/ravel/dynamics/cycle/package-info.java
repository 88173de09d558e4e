/** Where a network comes to rest while one symbol is read over and over. */
package org.ravel.dynamics.cycle;
