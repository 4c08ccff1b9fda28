// Tommaso and Bianca's father: his code is that of his letter, and nobody ever gave him a password.
export const fathersLogin = 'zntndr86s02x999v';
