int main(void) { return 0; }
/* tabs, too */
