-- AlterEnum
ALTER TYPE "Role" ADD VALUE 'enterprise_admin';
