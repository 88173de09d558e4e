/** How long a network remembers: gradients by lag, and gates that are open or closed. */
package org.ravel.dynamics.memory;
